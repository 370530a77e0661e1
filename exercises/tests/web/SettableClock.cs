using Microsoft.Extensions.Time.Testing;

namespace Camp.Testing;

/// <summary>A fake clock whose date and time can be set back, as NTP does it; its timestamps run on.</summary>
public sealed class SettableClock : FakeTimeProvider
{
    private TimeSpan _setBack;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - _setBack;

    /// <inheritdoc/>
    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    /// <summary>Sets date and time back by <paramref name="amount"/>.</summary>
    public void SetBack(TimeSpan amount) => _setBack += amount;
}
