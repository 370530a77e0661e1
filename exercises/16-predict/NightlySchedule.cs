using Quartz;

namespace Camp.Predict;

/// <summary>Registers the nightly pipeline as a hosted service.</summary>
public static class NightlySchedule
{
    /// <summary>The job's name in the scheduler.</summary>
    public static readonly JobKey Job = new("nightly");

    private const int Hour = 2;

    /// <summary>The night that is due at this moment: the last one that has begun. Before two in the morning that is yesterday's.</summary>
    public static DateOnly Due(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime.AddHours(-Hour));

    /// <summary>Runs <paramref name="run"/> at two in the morning, UTC, and once at the start for what was left undone.</summary>
    public static IServiceCollection AddNightlyRun(this IServiceCollection services, NightlyRun run)
    {
        services.AddSingleton(run);
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<NightlyJob>(job => job.WithIdentity(Job));
            quartz.AddTrigger(trigger => trigger.ForJob(Job).StartNow());
            quartz.AddTrigger(trigger => trigger.ForJob(Job).WithCronSchedule($"0 0 {Hour} * * ?", cron => cron.InTimeZone(TimeZoneInfo.Utc)));
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }
}
