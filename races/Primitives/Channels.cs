using System.Threading.Channels;

namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(Channel))]
public static class Channels
{
    public static Channel<T> CreateUnbounded<T>() => new ControlledChannel<T>(int.MaxValue, BoundedChannelFullMode.Wait, null, inline: false);

    public static Channel<T> CreateUnbounded<T>(UnboundedChannelOptions options) =>
        new ControlledChannel<T>(int.MaxValue, BoundedChannelFullMode.Wait, null, options.AllowSynchronousContinuations);

    public static Channel<T> CreateBounded<T>(int capacity) => CreateBounded<T>(new BoundedChannelOptions(capacity));

    public static Channel<T> CreateBounded<T>(BoundedChannelOptions options) => CreateBounded<T>(options, null);

    public static Channel<T> CreateBounded<T>(BoundedChannelOptions options, Action<T>? itemDropped) =>
        new ControlledChannel<T>(options.Capacity, options.FullMode, itemDropped, options.AllowSynchronousContinuations);
}
