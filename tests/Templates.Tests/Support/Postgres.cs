using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Camp.Templates.Tests.Support;

/// <summary>A PostgreSQL server of its own: a fresh cluster on loopback, on a free port, gone at the end.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly string _programs;
    private readonly string _folder;
    private readonly int _port;

    private Postgres(string programs, string folder, int port) => (_programs, _folder, _port) = (programs, folder, port);

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=camp;Database=postgres";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes the cluster and starts the server; skips the test where PostgreSQL is not installed.</summary>
    public static async Task<Postgres> Start()
    {
        var programs = Programs();
        if (programs is null)
            Assert.Skip("PostgreSQL's initdb and pg_ctl are neither on the PATH nor under /usr/lib/postgresql, so this was not tested. Debian and Ubuntu: apt-get install postgresql.");
        var folder = Directory.CreateTempSubdirectory("camp-postgres-").FullName;
        var server = new Postgres(programs, folder, FreePort());
        if (IsRoot)
            (await Command.Run(folder, "chown", "postgres", folder)).MustSucceed();
        // Whoever reaches the port may log in: it is on loopback, for a minute, with nothing in it.
        (await server.Run("initdb", "-D", server.Data, "-U", "camp", "-A", "trust", "--no-sync")).MustSucceed();
        await server.Up();
        return server;
    }

    public async Task Up() =>
        (await Run("pg_ctl", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-o", $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off", "start")).MustSucceed();

    public async Task Down() => (await Run("pg_ctl", "-D", Data, "-m", "fast", "-w", "stop")).MustSucceed();

    public async ValueTask DisposeAsync()
    {
        await Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    // PostgreSQL refuses to run as root; its package has made a user for it.
    private static bool IsRoot => Environment.UserName == "root";

    private Task<Command> Run(string program, params IEnumerable<string> arguments)
    {
        var path = Path.Combine(_programs, program);
        return IsRoot
            ? Command.Run(_folder, "runuser", ["-u", "postgres", "--", path, .. arguments])
            : Command.Run(_folder, path, arguments);
    }

    private static string? Programs()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var packaged = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : [];
        return onPath.Concat(packaged).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
