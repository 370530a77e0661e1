using System.Runtime.CompilerServices;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Tests.Support;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>Answers and tests are two assemblies where they can be, and nobody is to notice.</summary>
public sealed class CompilingInTwoTests : IDisposable
{
    private const string Method = "namespace Camp.Golden; public static class Adder { public static int Add(int left, int right) => left + right; }";

    private const string Twin = """
        namespace Camp.Golden { public static class Adder { public static int Add(int left, int right) => left + right; } }
        namespace Camp.Testing { public static class Patience { public static Task<T> Returns<T>(Func<T> work) => Task.FromResult(work()); } }
        """;

    private static readonly string WithHelper = Method.Replace("left + right", "Helper.Sum(left, right)", StringComparison.Ordinal);

    private readonly GoldenLesson _lesson = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tests_are_compiled_again_only_when_they_see_a_change()
    {
        var compile = await Compiler();
        var first = compile(Method);
        var within = compile(Method.Replace("left + right", "right + left", StringComparison.Ordinal));
        Assert.NotEqual(first.Answers!.Assembly, within.Answers!.Assembly);
        Assert.Same(first.Tests, within.Tests);

        var outside = compile(Method.Replace("int right)", "int right = 1)", StringComparison.Ordinal));
        Assert.NotSame(first.Tests, outside.Tests);
        // Taken back: what was compiled for it serves again.
        Assert.Same(first.Tests, compile(Method).Tests);
    }

    [Theory]
    [InlineData("new Func<int>(() => left + right)()")]
    [InlineData("new Func<Task<int>>(async () => { await Task.Yield(); return left + right; })().Result")]
    [InlineData("Both().Sum(); IEnumerable<int> Both() { yield return left; yield return right; }")]
    public async Task What_the_compiler_makes_of_a_method_is_nothing_that_tests_see(string body)
    {
        var compile = await Compiler();
        var changed = compile(Method.Replace("=> left + right;", $"{{ return {body}; }}", StringComparison.Ordinal));
        Assert.NotNull(changed.Answers);
        Assert.Same(compile(Method).Tests, changed.Tests);
    }

    // Elsewhere nobody asks: a verdict comes without warnings.
    [Theory]
    [InlineData("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>")]
    [InlineData("<WarningsAsErrors>nullable</WarningsAsErrors>")]
    public async Task Who_might_be_null_is_asked_where_it_is_an_error(string property)
    {
        var project = Path.Combine(_lesson.Folder, "Golden.csproj");
        var text = await File.ReadAllTextAsync(project, Cancellation);
        await File.WriteAllTextAsync(project, text.Replace("/>", $"><PropertyGroup>{property}</PropertyGroup></Project>", StringComparison.Ordinal), Cancellation);
        var compile = await Compiler();
        var error = Assert.Single(compile(Method.Replace("left + right;", "left + right; public static string Text() => null;", StringComparison.Ordinal)).Errors);
        Assert.Equal("CS8603", error.Code);
    }

    [Fact]
    public async Task Generators_may_work_for_answers_and_tests()
    {
        const string partial = "namespace Camp.Golden; public static partial class ";
        const string digits = "[System.Text.RegularExpressions.GeneratedRegex(\"[0-9]\")] internal static partial System.Text.RegularExpressions.Regex Digits(); ";
        await AddToTests($"{partial}Helper {{ {digits} }}");
        var compile = await Compiler();
        Assert.NotNull(compile(Method.Replace("static class Adder {", $"static partial class Adder {{ {digits}", StringComparison.Ordinal)).Answers);
    }

    [Fact]
    public async Task A_constant_that_the_tests_have_taken_over_is_not_the_old_one()
    {
        var constant = Method.Replace("class Adder {", "class Adder { public const int One = 1;", StringComparison.Ordinal);
        await ChangeTests("Adder.Add(1, 2)", "Adder.Add(Adder.One, 2)");
        using var check = new LessonCheck(_lesson.Lesson, Pristine.OfThisTool);
        Assert.Equal(Outcome.Passed, await OutcomeOf(check, constant));
        Assert.Equal(Outcome.Failed, await OutcomeOf(check, constant.Replace("One = 1", "One = 2", StringComparison.Ordinal)));
        Assert.Equal(Outcome.Passed, await OutcomeOf(check, constant));
    }

    [Fact]
    public async Task What_only_compiles_in_one_is_compiled_in_one()
    {
        await AddToTests("public static class Helper { public static int Sum(int left, int right) => left + right; }");
        using var check = new LessonCheck(_lesson.Lesson, Pristine.OfThisTool);
        Assert.Equal(Outcome.Passed, await OutcomeOf(check, Method));
        Assert.Equal(Outcome.Passed, await OutcomeOf(check, WithHelper));
        Assert.Equal(Outcome.Failed, await OutcomeOf(check, Method.Replace("left + right", "left - right", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_compiles_in_two_again_is_compiled_in_two()
    {
        await AddToTests("public static class Helper { public static int Sum(int left, int right) => left + right; }");
        var compile = await Compiler();
        var whole = compile(WithHelper);
        Assert.True(whole.Succeeded);
        Assert.Null(whole.Answers);
        Assert.NotNull(compile(Method).Answers);
    }

    [Fact]
    public async Task An_answer_with_a_type_of_the_tests_name_does_not_compile()
    {
        Assert.Equal(Outcome.CompileError, await OutcomeInAnotherProcess());
        // Nor where the tests are found compiled.
        Assert.NotEmpty(KeptFiles());
        Assert.Equal(Outcome.CompileError, await OutcomeInAnotherProcess());

        async Task<Outcome> OutcomeInAnotherProcess()
        {
            using var check = new LessonCheck(_lesson.Lesson, Pristine.OfThisTool);
            return await OutcomeOf(check, Twin);
        }
    }

    [Fact]
    public async Task Another_process_finds_the_tests_compiled()
    {
        var first = (await Compiler())(Method).Tests!;
        var kept = Assert.Single(KeptFiles());
        File.SetLastWriteTimeUtc(kept, DateTime.UnixEpoch);

        var second = (await Compiler())(Method.Replace("left + right", "right + left", StringComparison.Ordinal)).Tests!;
        Assert.Equal(first.Assembly, second.Assembly);
        Assert.Equal(first.Symbols, second.Symbols);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Assert.Single(KeptFiles())));
    }

    [Fact]
    public async Task Tests_are_not_found_compiled_when_they_or_the_call_have_changed()
    {
        var first = (await Compiler())(Method).Tests!;
        var call = await new LessonProject(_lesson.Lesson).CompilerCall(Cancellation);
        Assert.NotEqual(first.Assembly, OfItsOwn(call with { Arguments = [.. call.Arguments, "/checked+"] })(Method).Tests!.Assembly);

        await ChangeTests("Adder.Add(1, 2)", "Adder.Add(2, 1)");
        Assert.NotEqual(first.Assembly, (await Compiler())(Method).Tests!.Assembly);
    }

    [Fact]
    public async Task Tests_are_compiled_ahead_of_the_first_save()
    {
        await File.WriteAllTextAsync(Path.Combine(_lesson.Folder, "Adder.cs"), Method, Cancellation);
        using var check = new LessonCheck(_lesson.Lesson, Pristine.OfThisTool);
        Assert.Equal(Outcome.Passed, await OutcomeOf(check, Method, _lesson.Lesson.Exercises[0]));
        Assert.Single(KeptFiles());

        check.CompileAhead(_lesson.Lesson.Exercises[1], Cancellation);
        var ahead = KeptFiles().ToList();
        Assert.Equal(2, ahead.Count);
        await OutcomeOf(check, Method, _lesson.Lesson.Exercises[1]);
        Assert.Equal(ahead.Order(), KeptFiles().Order());
    }

    [Fact]
    public async Task What_does_not_compile_in_another_exercise_is_set_aside_at_once_the_next_time()
    {
        AddExercise("Third");
        using var tool = new TemporaryFolder();
        CopyTo(Path.Combine(tool.Path, "exercises", "42-golden"));
        var other = Path.Combine(_lesson.Folder, "Other.cs");
        var whole = await File.ReadAllTextAsync(other, Cancellation);
        await File.WriteAllTextAsync(other, "half written", Cancellation);
        using var check = new LessonCheck(_lesson.Lesson, new Pristine(tool.Path));
        var (adder, second) = (_lesson.Lesson.Exercises[0], _lesson.Lesson.Exercises[1]);

        // Compiled with the third one's tests, since who was at fault was not known; then without.
        Assert.Equal(Outcome.Passed, await OutcomeOf(check, Method, adder));
        Assert.Single(KeptFiles());
        Assert.Equal(Outcome.Passed, await OutcomeOf(check, Method, adder));
        Assert.Equal(2, KeptFiles().Count());
        Assert.Equal(Outcome.CompileError, await OutcomeOf(check, Method, second));

        await File.WriteAllTextAsync(other, whole, Cancellation);
        Assert.Equal(Outcome.Passed, await OutcomeOf(check, Method, second));
    }

    public void Dispose() => _lesson.Dispose();

    private IEnumerable<string> KeptFiles() => Directory.GetFiles(Path.Combine(_lesson.Folder, "obj", "camp", "tests"));

    private async Task<Outcome> OutcomeOf(LessonCheck check, string text, params IReadOnlyList<Exercise> exercises) =>
        (await check.Check(exercises.Count == 0 ? _lesson.Lesson.Exercises : exercises, new Dictionary<string, string> { ["Adder.cs"] = text }, cancellation: Cancellation))[0].Outcome;

    // The compiler is found when the call is there, so nothing of it may be needed before.
    private async Task<Func<string, Compiled>> Compiler()
    {
        var call = await new LessonProject(_lesson.Lesson).CompilerCall(Cancellation);
        SdkCompiler.Use(call.Compiler);
        return OfItsOwn(call);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Func<string, Compiled> OfItsOwn(CompilerCall call)
    {
        var compiler = new LessonCompiler(_lesson.Folder, call);
        return text => compiler.Compile(new Dictionary<string, string> { [Path.Combine(_lesson.Folder, "Adder.cs")] = text }, Cancellation);
    }

    private void AddExercise(string name)
    {
        foreach (var file in new[] { "Other.cs", Path.Combine("tests", "OtherTests.cs") })
            Replace(file, file.Replace("Other", name, StringComparison.Ordinal), "Other", name);
        Replace("lesson.json", "lesson.json", "}\n  ]", $"}},\n    {{ \"id\": \"golden/{name.ToLowerInvariant()}\", \"file\": \"{name}.cs\", \"tests\": \"{name}Tests\" }}\n  ]");

        void Replace(string from, string to, string old, string text)
        {
            var before = File.ReadAllText(Path.Combine(_lesson.Folder, from)).ReplaceLineEndings("\n");
            Assert.Contains(old, before, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(_lesson.Folder, to), before.Replace(old, text, StringComparison.Ordinal));
        }
    }

    private void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(_lesson.Folder, "*.*"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    private Task AddToTests(string text) => File.WriteAllTextAsync(Path.Combine(_lesson.Folder, "tests", "Helper.cs"), text, Cancellation);

    private async Task ChangeTests(string from, string to)
    {
        var path = Path.Combine(_lesson.Folder, "tests", "AdderTests.cs");
        var text = await File.ReadAllTextAsync(path, Cancellation);
        Assert.Contains(from, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace(from, to, StringComparison.Ordinal), Cancellation);
    }
}
