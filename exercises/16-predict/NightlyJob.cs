using Quartz;

namespace Camp.Predict;

/// <summary>Lets Quartz run the pipeline every night at two, as Airflow would; a failed night is tried again.</summary>
/// <remarks>Two runs of one job never overlap. The schedule is kept in memory: what a restart finds undone is told by the marks.</remarks>
[DisallowConcurrentExecution]
public sealed class NightlyJob(NightlyRun run, ILogger<NightlyJob> logger) : IJob
{
    private const int Attempts = 3;

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellation)
    {
        // When it should have begun: a job that comes late, or a moment early, is still of the night that was due.
        var night = NightlySchedule.Due(context.ScheduledFireTimeUtc ?? context.FireTimeUtc);
        try
        {
            var steps = await run.RunAsync(night, cancellation);
            logger.LogInformation("The night {Night} is done; steps run: {Steps}", night, string.Join(", ", steps));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            logger.LogError(error, "The night {Night} has failed, attempt {Attempt}", night, context.RefireCount + 1);
            throw new JobExecutionException(error) { RefireImmediately = context.RefireCount + 1 < Attempts };
        }
    }
}
