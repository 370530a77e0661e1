using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Primitives;

/// <summary>A callback on a token: whoever takes it off waits while it runs elsewhere.</summary>
internal sealed class Callback
{
    private Strand? _runsOn;

    public static CancellationTokenRegistration On(CancellationToken token, Action act)
    {
        var me = Act.Step("registers a callback", null);
        var (callback, known) = (new Callback(), me.Run.Known());
        var registration = token.Register(() =>
        {
            if (Act.Me.ForgetsCallbacks)
                return;
            callback._runsOn = Act.Me;
            Act.Me.Clock.Join(known);
            Cancellation.Acquire();
            try
            {
                act();
            }
            finally
            {
                callback._runsOn = null;
                if (!Act.Run.Over)
                    Act.Run.Release(callback);
            }
        });
        if (registration != default)
            me.Run.SetModel(Box(me.Run, registration), callback);
        return registration;
    }

    /// <summary>Waits until the callback has ended, unless it runs on the strand that asks.</summary>
    public static bool TakeOff(CancellationTokenRegistration registration, bool wait)
    {
        Act.Step("takes a callback off", null);
        var removed = registration.Unregister();
        if (!removed && wait && Act.Run.TryModel(Box(Act.Run, registration)) is Callback callback)
        {
            var me = Act.Me;
            Act.WaitFor(() => callback._runsOn is null || callback._runsOn == me, "waits for the end of", callback);
        }

        return removed;
    }

    // Registrations are structs that are equal when they mean the same callback.
    private static object Box(Run run, CancellationTokenRegistration registration)
    {
        var boxes = run.Model(typeof(Callback), () => new Dictionary<CancellationTokenRegistration, object>());
        if (!boxes.TryGetValue(registration, out var box))
            boxes[registration] = box = new object();
        return box;
    }
}
