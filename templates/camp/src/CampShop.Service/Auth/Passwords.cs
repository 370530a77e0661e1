using System.Text;
using Camp.Service.Config;
using Microsoft.Extensions.Options;
using Bcrypt = BCrypt.Net.BCrypt;

namespace Camp.Service.Auth;

// Lesson 13-users explains bcrypt, lesson 01-tasks why work that burns a core is bounded.
internal sealed class Passwords(IOptions<AuthOptions> options) : IDisposable
{
    public const int MinLength = 8;

    /// <summary>What bcrypt reads of a password; it ignores the rest in silence, so a longer one is refused.</summary>
    public const int MaxBytes = 72;

    private readonly int _cost = options.Value.BcryptCost;
    private readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);

    /// <summary>Why this can be no password, or null when it can. The words never repeat it.</summary>
    public static string? Fault(string? password) =>
        password is null || password.Length < MinLength ? $"The password is too short: expected {MinLength} characters or more."
        : Encoding.UTF8.GetByteCount(password) > MaxBytes
            ? $"The password has {Encoding.UTF8.GetByteCount(password)} bytes in UTF-8: expected at most {MaxBytes}."
        // bcrypt takes a zero byte for the end.
        : password.Contains('\0', StringComparison.Ordinal) ? "The password has a zero character: expected text."
        : null;

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        BoundedAsync(() => Bcrypt.HashPassword(password, _cost), cancellationToken);

    /// <summary>Compares with a stored hash, and takes as long when there is none.</summary>
    public async Task<bool> MatchesAsync(string password, string? hash, CancellationToken cancellationToken)
    {
        var usable = hash is not null && IsUsable(password);
        var matches = await BoundedAsync(
            () => usable ? Bcrypt.Verify(password, hash) : Bcrypt.Verify("", Decoy(_cost)), cancellationToken);
        return usable && matches;
    }

    public void Dispose() => _cores.Dispose();

    private static bool IsUsable(string password) =>
        Encoding.UTF8.GetByteCount(password) <= MaxBytes && !password.Contains('\0', StringComparison.Ordinal);

    // Well-formed, of the same cost, and the hash of nothing.
    private static string Decoy(int cost) => $"$2a${cost:00}${new string('.', 53)}";

    private async Task<T> BoundedAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _cores.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            _cores.Release();
        }
    }
}
