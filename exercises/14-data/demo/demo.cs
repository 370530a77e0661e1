#:project ..
// What a document may not be, what a list costs as a list and as a stream, and a bank that is killed while it works.
// Run it with: dotnet demo/demo.cs
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Camp.Data;
using Microsoft.Data.Sqlite;

// The demo starts itself a second time, as the process that is killed.
if (args is ["--work", var bank])
{
    var mover = new Transaction(() => Connection(bank));
    Console.WriteLine("working");
    for (var i = 0; ; i++)
        await mover.MoveAsync((i % 2) + 1, ((i + 1) % 2) + 1, 30, default);
}

var folder = Directory.CreateTempSubdirectory("camp-demo-").FullName;
try
{
    Documents();
    await Lists();
    await Killed();
    return 0;
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"Finish JSON, repository and transaction first ({todo.Message}): camp hint data/json");
    return 1;
}
finally
{
    SqliteConnection.ClearAllPools();
    Directory.Delete(folder, recursive: true);
}

void Documents()
{
    Console.WriteLine("documents");
    foreach (var text in new[]
    {
        """{"id":7,"customer":"Ann","total":"12.50","placedAt":"2026-11-24T17:30:00+08:00"}""",
        """{"id":7,"customer":"Ann","totl":12.50,"placedAt":"2026-11-24T17:30:00+08:00"}""",
        """{"id":7,"customer":null,"total":12.50,"placedAt":"2026-11-24T17:30:00+08:00"}""",
        """{"id":7,"customer":"Ann","total":12.50,"placedAt":"2026-11-24T17:30:00"}""",
    })
        Console.WriteLine($"  {text}\n    {Told(text)}");
}

async Task Lists()
{
    var file = Path.Combine(folder, "users.db");
    Run(file, Schema.Users);
    Run(file, "with recursive n(i) as (values (1) union all select i + 1 from n where i < 100000) insert into users (email, name) select i || '@camp.test', 'user ' || i from n");
    var users = new Repository(() => Connection(file));
    Console.WriteLine("\n100,000 users, until the first is there");
    var before = GC.GetTotalAllocatedBytes(precise: true);
    await foreach (var user in users.ListAsync("", default))
        break;
    Console.WriteLine($"  as a stream: {(GC.GetTotalAllocatedBytes(precise: true) - before) / 1024,7:N0} KB");
    before = GC.GetTotalAllocatedBytes(precise: true);
    var all = new List<User>();
    await foreach (var user in users.ListAsync("", default))
        all.Add(user);
    Console.WriteLine($"  as a list:   {(GC.GetTotalAllocatedBytes(precise: true) - before) / 1024,7:N0} KB");
}

async Task Killed()
{
    var file = Path.Combine(folder, "bank.db");
    Run(file, "pragma journal_mode = wal");
    Run(file, Schema.Accounts + "; insert into accounts (id, cents) values (1, 100), (2, 100)");
    await new Transaction(() => Connection(file)).MoveAsync(1, 2, 30, default);
    await new Transaction(() => Connection(file)).MoveAsync(2, 1, 30, default);
    Console.WriteLine("\na bank with 200 cents, and a process that moves 30 of them to and fro until it is killed");
    for (var kill = 1; kill <= 5; kill++)
    {
        using var worker = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Self(), "--work", file]) { RedirectStandardOutput = true })!;
        await worker.StandardOutput.ReadLineAsync();
        await Task.Delay(20 * kill);
        worker.Kill();
        await worker.WaitForExitAsync();
        Console.WriteLine($"  killed: {Row(file, "select sum(cents) from accounts")} cents, {Row(file, "select count(*) from transfers")} transfers in the books, account 1 has {Row(file, "select cents from accounts where id = 1")}");
    }
}

static string[] Self() => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? ["exec", Environment.GetCommandLineArgs()[0]] : [];

static string Told(string text)
{
    try
    {
        return Encoding.UTF8.GetString(Json.Write(Json.Read(Encoding.UTF8.GetBytes(text))));
    }
    catch (JsonException refused)
    {
        return $"refused: {refused.Message}";
    }
}

static SqliteConnection Connection(string file) => new(new SqliteConnectionStringBuilder { DataSource = file }.ToString());

static void Run(string file, string sql) => Row(file, sql);

static object? Row(string file, string sql)
{
    using var connection = Connection(file);
    connection.Open();
    using var command = connection.CreateCommand();
    command.CommandText = sql;
    return command.ExecuteScalar();
}
