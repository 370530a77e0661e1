namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(Barrier), Harmless = "Dispose")]
public static class Barriers
{
    public static Barrier New(int participantCount) => New(participantCount, null);

    public static Barrier New(int participantCount, Action<Barrier>? postPhaseAction)
    {
        var barrier = new Barrier(participantCount, postPhaseAction);
        Act.Run.SetModel(barrier, new Phases { Participants = participantCount, Post = postPhaseAction });
        return barrier;
    }

    private static Phases Of(Barrier barrier) => Act.Run.Model(barrier, () => new Phases { Participants = barrier.ParticipantCount });

    public static int get_ParticipantCount(Barrier barrier) => Of(barrier).Participants;

    public static int get_ParticipantsRemaining(Barrier barrier) => Of(barrier).Participants - Of(barrier).Arrived;

    public static long get_CurrentPhaseNumber(Barrier barrier) => Of(barrier).Number;

    public static long AddParticipant(Barrier barrier) => AddParticipants(barrier, 1);

    public static long AddParticipants(Barrier barrier, int participantCount)
    {
        Act.Step("joins", barrier);
        Of(barrier).Participants += participantCount;
        return Of(barrier).Number;
    }

    public static void RemoveParticipant(Barrier barrier) => RemoveParticipants(barrier, 1);

    public static void RemoveParticipants(Barrier barrier, int participantCount)
    {
        Act.Publish("leaves", barrier);
        var phases = Of(barrier);
        phases.Participants -= participantCount;
        phases.EndWhenAllArrived(barrier);
    }

    public static void SignalAndWait(Barrier barrier) => SignalAndWait(barrier, -1);

    public static void SignalAndWait(Barrier barrier, CancellationToken cancellationToken) => SignalAndWait(barrier, -1, cancellationToken);

    public static bool SignalAndWait(Barrier barrier, TimeSpan timeout) => SignalAndWait(barrier, (int)Act.Milliseconds(timeout));

    public static bool SignalAndWait(Barrier barrier, int millisecondsTimeout) => SignalAndWait(barrier, millisecondsTimeout, default);

    public static bool SignalAndWait(Barrier barrier, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Act.Publish("arrives at", barrier);
        var phases = Of(barrier);
        var number = phases.Number;
        phases.Arrived++;
        phases.EndWhenAllArrived(barrier);
        var came = Act.WaitFor(() => phases.Number != number || cancellationToken.IsCancellationRequested, "waits at", barrier, millisecondsTimeout);
        if (phases.Number == number)
        {
            phases.Arrived--;
            cancellationToken.ThrowIfCancellationRequested();
        }

        return came;
    }

    private sealed class Phases
    {
        public int Participants { get; set; }

        public int Arrived { get; set; }

        public long Number { get; private set; }

        public Action<Barrier>? Post { get; init; }

        public void EndWhenAllArrived(Barrier barrier)
        {
            if (Arrived < Participants)
                return;
            // The last to arrive knows what all did, and runs what comes between two phases.
            Act.Run.Acquire(barrier);
            Post?.Invoke(barrier);
            Act.Run.Release(barrier);
            Arrived = 0;
            Number++;
        }
    }
}
