namespace TrainingCamp.Races.Running;

/// <summary>What tasks are started on: each becomes a strand of the schedule.</summary>
internal sealed class StrandScheduler(Run run) : TaskScheduler
{
    protected override void QueueTask(Task task) => run.Spawn(run.Names.OfTask(task), () => TryExecuteTask(task));

    // ExecuteSynchronously runs where its antecedent ends, as on the pool.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Strand.Current is not null && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
