// Alternative: no lock and no atomic: one task owns the count, others send it messages and wait for the answer, as Go would.
using System.Threading.Channels;

namespace Camp.Sync;

public sealed class Counter
{
    private readonly Channel<Action> _mail = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private long _count;

    public Counter() => _ = Task.Run(async () =>
    {
        await foreach (var letter in _mail.Reader.ReadAllAsync())
            letter();
    });

    public long Value => Ask(() => _count);

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        Ask(() => _count = checked(_count + amount));
    }

    private long Ask(Func<long> question)
    {
        var answer = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _mail.Writer.TryWrite(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (OverflowException error)
            {
                answer.SetException(error);
            }
        });
        return answer.Task.GetAwaiter().GetResult();
    }
}
