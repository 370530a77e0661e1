namespace Camp.Service.Tests.Support;

/// <summary>For what another process or a background task does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks until the answer is yes; the test fails when it never is.</summary>
    public static async Task TrueAsync(Func<Task<bool>> question, string words)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestService.Cancelled);
        patience.CancelAfter(Patience);
        while (!await question())
        {
            Assert.False(patience.IsCancellationRequested, $"Not after {Patience}: {words}.");
            await Task.Delay(20, TestService.Cancelled);
        }
    }
}
