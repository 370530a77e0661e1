using System.Collections.Concurrent;
using Camp.Testing;
using Xunit;

namespace Camp.Predict.Tests;

public sealed partial class NightlyRunTests : IDisposable
{
    private const string Section = "The nightly pipeline";
    private static readonly DateOnly s_night = new(2026, 11, 24);

    private readonly string _root = Path.Combine(Directory.CreateTempSubdirectory("camp-predict-").FullName, "nights");
    private readonly ConcurrentQueue<string> _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_root)!, recursive: true);

    [Fact]
    public async Task A_night_tells_its_story()
    {
        var story = "";
        await Tell("the training fails", New(Step("extract"), Step("clean"), Failing("train"), Step("publish")));
        await Tell("a new process, all is well", New(Step("extract"), Step("clean"), Step("train"), Step("publish")));
        await Tell("once more", New(Step("extract"), Step("clean"), Step("train"), Step("publish")));
        await Tell("the next night", New(Step("extract"), Step("clean"), Step("train"), Step("publish")), s_night.AddDays(1));
        await Snapshots.Match("NightlyRun", story);

        async Task Tell(string name, NightlyRun run, DateOnly? night = null)
        {
            _log.Clear();
            var ending = await Call.Ending(() => run.RunAsync(night ?? s_night, Token));
            var marks = Directory.GetFiles(Folder(night), "*.done").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
            story += $"{name}: ran {string.Join(", ", _log)}; {ending}; done: {string.Join(", ", marks)}\n";
        }
    }

    [Fact]
    public async Task Steps_run_in_order_and_once()
    {
        var run = New(Step("extract"), Step("clean"), Step("train"));
        Expect.Sequence(["extract", "clean", "train"], await Run(run), "Steps that the first call says it has run", Section);
        Expect.Sequence([], await Run(run), "Steps of the second call", Section);
        Expect.Sequence([], await Run(New(Step("extract"), Step("clean"), Step("train"))), "Steps of another object", Section);
        Expect.Sequence(["extract", "clean", "train"], _log, "Steps that have run", Section);
    }

    [Fact]
    public async Task A_step_gets_the_folder_of_its_night_and_the_callers_token()
    {
        using var caller = new CancellationTokenSource();
        var (seen, token, there) = ("", default(CancellationToken), false);
        await Patience.Ends(New(new NightlyStep("extract", (folder, cancellation) =>
        {
            (seen, token, there) = (folder, cancellation, Directory.Exists(folder));
            return Task.CompletedTask;
        })).RunAsync(s_night, caller.Token));
        Expect.Equal(Path.GetFullPath(Folder()), Path.TrimEndingDirectorySeparator(seen), "The folder that the step got", Section);
        Expect.True(there, "The folder was not there when the step ran.", Section);
        Expect.True(token == caller.Token, "The step got another token than the caller's.", Section);
    }

    [Fact]
    public async Task A_root_that_is_no_full_path_means_one_all_the_same()
    {
        var before = Directory.GetCurrentDirectory();
        var seen = "";
        try
        {
            Directory.SetCurrentDirectory(Path.GetDirectoryName(_root)!);
            await Patience.Ends(new NightlyRun("nights", [new("extract", (folder, _) => Task.FromResult(seen = folder))]).RunAsync(s_night, Token));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }

        Expect.True(Path.IsPathFullyQualified(seen), $"The step got the folder '{seen}', which is no full path.", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failure_goes_on_and_the_next_call_begins_with_that_step(bool thrownAtOnce)
    {
        var error = new IOException("no data");
        var failing = new NightlyStep("clean", (_, _) => thrownAtOnce ? throw error : Task.FromException(error));
        Expect.Same(error, await Record.ExceptionAsync(() => Run(New(Step("extract"), failing, Step("train")))), Section);
        Expect.Sequence(["extract"], _log, "Steps that have run until the failure", Section);
        Expect.Sequence(["clean", "train"], await Run(New(Step("extract"), Step("clean"), Step("train"))), "Steps of the next call", Section);
    }

    [Fact]
    public async Task Each_step_is_marked_when_it_has_ended_and_before_the_next_begins()
    {
        var seen = new List<string>();
        await Run(New(Look("extract"), Look("clean"), Look("train")));
        Expect.Sequence(["", "extract", "clean extract"], seen, "Marks that are there when each step runs", Section);
        Expect.Equal("clean extract train", Marks(), "Marks at the end", Section);

        NightlyStep Look(string name) => new(name, async (_, _) =>
        {
            await Task.Yield();
            seen.Add(Marks());
        });
    }

    [Fact]
    public async Task No_step_begins_while_another_runs()
    {
        using var gate = new Gate();
        var began = 0;
        var run = New(new("extract", (_, _) => gate.Pass()), new("clean", (_, _) => Task.FromResult(began++)), new("train", (_, _) => Task.FromResult(began++)));
        var running = Patience.Start(() => run.RunAsync(s_night, Token)).Unwrap();
        await Call.Until(gate.Arrived, running, "the first step");
        Expect.True(!Together.Chance(() => Volatile.Read(ref began) > 0), "A step has begun before the one ahead of it has ended.", Section);
        gate.Open();
        Expect.Sequence(["extract", "clean", "train"], await Patience.Ends(running), "Steps that have run", Section);
    }

    [Fact]
    public async Task A_mark_from_elsewhere_counts()
    {
        Directory.CreateDirectory(Folder());
        await File.WriteAllBytesAsync(Path.Combine(Folder(), "extract.done"), [], Token);
        // What an interrupted step has left is no mark.
        await File.WriteAllTextAsync(Path.Combine(Folder(), "clean"), "half", Token);
        Expect.Sequence(["clean"], await Run(New(Step("extract"), Step("clean"))), "Steps that have run", Section);
    }

    [Fact]
    public async Task A_step_in_the_middle_that_is_not_done_runs()
    {
        await Run(New(Step("extract"), Step("train")));
        Expect.Sequence(["clean"], await Run(New(Step("extract"), Step("clean"), Step("train"))), "Steps of a pipeline that got one more", Section);
    }

    [Fact]
    public async Task Nights_are_apart()
    {
        var run = New(Step("extract"));
        await Run(run);
        Expect.Sequence(["extract"], await Run(run, s_night.AddDays(1)), "Steps of the next night", Section);
        Expect.Sequence(["extract"], await Run(run, s_night.AddYears(1)), "Steps of the same day a year later", Section);
        Expect.Sequence(["2026-11-24", "2026-11-25", "2027-11-24"], Directory.GetDirectories(_root).Select(Path.GetFileName).Order(StringComparer.Ordinal)!, "Folders", Section);
    }

    [Theory]
    [InlineData("fa-IR")]
    [InlineData("th-TH")]
    public async Task The_machines_culture_does_not_name_the_folder(string culture)
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new(culture);
            await New(Step("extract")).RunAsync(s_night, Token);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }

        Expect.Sequence(["2026-11-24"], Directory.GetDirectories(_root).Select(Path.GetFileName)!, "Folders", Section);
    }

    [Fact]
    public async Task A_cancellation_is_looked_at_before_each_step()
    {
        using var caller = new CancellationTokenSource();
        var run = New(new NightlyStep("extract", (_, _) => caller.CancelAsync()), Step("clean"));
        await Call.Fails<OperationCanceledException>(() => run.RunAsync(s_night, caller.Token), "A run that was cancelled", Section);
        Expect.Sequence([], _log, "Steps after the cancellation", Section);
        Expect.Equal("extract", Marks(), "Marks: the step had ended well", Section);
        Expect.Sequence(["clean"], await Run(New(Step("extract"), Step("clean"))), "Steps of the next call", Section);
    }

    [Fact]
    public async Task A_cancelled_step_runs_again()
    {
        using var caller = new CancellationTokenSource();
        var run = New(new NightlyStep("extract", async (_, cancellation) =>
        {
            await caller.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }));
        await Call.Fails<OperationCanceledException>(() => run.RunAsync(s_night, caller.Token), "A step that was cancelled", Section);
        Expect.Sequence(["extract"], await Run(New(Step("extract"))), "Steps of the next call", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_caller_of_the_same_night_is_refused(bool sameObject)
    {
        using var gate = new Gate();
        var run = New(new NightlyStep("extract", (_, _) => gate.Pass()), Step("clean"));
        var other = sameObject ? run : New(Step("extract"), Step("clean"));
        var first = Patience.Start(() => run.RunAsync(s_night, Token)).Unwrap();
        await Call.Until(gate.Arrived, first, "the first step");
        await Call.Fails<InvalidOperationException>(() => other.RunAsync(s_night, Token), "A second run of the same night", Section);
        Expect.Sequence(["extract"], await Run(New(Step("extract")), s_night.AddDays(1)), "Steps of another night meanwhile", Section);
        gate.Open();
        Expect.Sequence(["extract", "clean"], await Patience.Ends(first), "Steps of the first run", Section);
        Expect.Sequence([], await Run(other), "Steps of a run afterwards", Section);
    }

    [Fact]
    public async Task A_lock_that_a_dead_process_has_left_is_no_lock()
    {
        var first = New(Failing("extract"));
        await Call.Fails<IOException>(() => first.RunAsync(s_night, Token), "A step that fails", Section);
        var left = Directory.GetFiles(Folder(), "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllBytes);
        Expect.Sequence(["extract"], await Run(New(Step("extract"))), "Steps of the next run", Section);
        // Whatever the failed run has left, as a killed process would: it must not keep the next night's run out.
        var night = s_night.AddDays(1);
        foreach (var (file, bytes) in left)
        {
            var copy = file.Replace(Folder(), Folder(night), StringComparison.Ordinal);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await File.WriteAllBytesAsync(copy, bytes, Token);
        }

        Expect.Sequence(["extract"], await Run(New(Step("extract")), night), "Steps of a run that finds such files", Section);
    }

    [Fact]
    public async Task Other_trouble_with_the_lock_is_not_taken_for_somebody_else()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making a link needs a privilege on Windows.");
        await Run(New());
        // Each file that a run leaves becomes a link to itself, which nobody can open.
        foreach (var file in Directory.GetFiles(Folder()))
        {
            File.Delete(file);
            File.CreateSymbolicLink(file, file);
        }

        var error = await Record.ExceptionAsync(() => Run(New(Step("extract"))));
        Expect.True(error is not InvalidOperationException, $"A file that cannot be opened was told as somebody else's run: {error?.Message}", Section);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("schritt_1")]
    [InlineData("größe")]
    [InlineData("CLEAN")]
    public void Bad_names_are_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => New(Step("clean"), Step(name)));
        Assert.Throws<ArgumentException>(() => New(Step(name), Step("clean")));
    }

    [Fact]
    public async Task Digits_and_dashes_are_fine_and_no_steps_at_all_too()
    {
        Expect.Sequence(["step-1", "Step-2"], await Run(New(Step("step-1"), Step("Step-2"))), "Steps", Section);
        Expect.Sequence([], await Run(New()), "Steps of an empty pipeline", Section);
    }

    [Fact]
    public async Task The_whole_night_makes_a_model_out_of_dirty_rows()
    {
        var night = Pipeline.Steps(seed: 5, rows: 400);
        // Once more after somebody has deleted the marks: over the files of the first run.
        for (var run = 0; run < 2; run++)
        {
            Expect.Sequence(night.Select(step => step.Name), await Run(New([.. night])), "Steps", Section);
            Directory.GetFiles(Folder(), "*.done").ToList().ForEach(File.Delete);
        }

        var (rows, clean) = (await Lines("rows.jsonl"), await Lines("clean.jsonl"));
        var model = await ChurnModel.LoadAsync(Path.Combine(Folder(), "churn.json"), Token);
        var right = Trainer.Accuracy(model, ChurnData.Generate(seed: 17, count: 1_000));
        await Snapshots.Match("Night", string.Join('\n',
        [
            .. rows[..14], $"{rows.Length} rows, {clean.Length} of them clean",
            .. await Lines("churn.json"), FormattableString.Invariant($"right for {right * 1_000:F0} of a thousand customers"),
        ]));

        Task<string[]> Lines(string file) => File.ReadAllLinesAsync(Path.Combine(Folder(), file), Token);
    }

    private NightlyRun New(params NightlyStep[] steps) => new(_root, steps);

    private static Task<IReadOnlyList<string>> Run(NightlyRun run, DateOnly? night = null) =>
        Patience.Ends(Patience.Start(() => run.RunAsync(night ?? s_night, Token)).Unwrap(), "RunAsync");

    private NightlyStep Step(string name) => new(name, (_, _) =>
    {
        _log.Enqueue(name);
        return Task.CompletedTask;
    });

    private static NightlyStep Failing(string name) => new(name, (_, _) => Task.FromException(new IOException()));

    private string Folder(DateOnly? night = null) =>
        Path.Combine(_root, (night ?? s_night).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private string Marks() => string.Join(' ', Directory.GetFiles(Folder(), "*.done").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
}
