namespace Camp.Service.Health;

internal static class LastAnswers
{
    /// <summary>While the service stops, each answer is the last of its connection: the client's next request goes elsewhere.</summary>
    public static void UseDrain(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) =>
        {
            if (stopping.IsCancellationRequested)
            {
                context.Response.Headers.Connection = "close";
            }
            return next(context);
        });
    }
}
