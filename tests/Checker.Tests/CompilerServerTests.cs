using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Tests.Support;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>The SDK's compiler server, a real one: it compiles what this process would compile.</summary>
public sealed class CompilerServerTests : IDisposable
{
    private const string Answer = """
        namespace Camp.Golden;

        public static partial class Adder
        {
            public static int Add(int left, int right) => Digits().IsMatch($"{left}") ? left + right : 0;

            [System.Text.RegularExpressions.GeneratedRegex("[0-9]")]
            private static partial System.Text.RegularExpressions.Regex Digits();
        }
        """;

    private readonly GoldenLesson _lesson = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Adder => Path.Combine(_lesson.Folder, "Adder.cs");

    private string Halves => Path.Combine(_lesson.Folder, "obj", "camp", "run-1", "halves");

    [Fact]
    public async Task Both_halves_with_their_generators_are_compiled_there()
    {
        await File.WriteAllTextAsync(Adder, Answer, Cancellation);
        var call = await Call();
        await Start(call.Compiler);
        var server = new Asked(new CompilerServer(call, _lesson.Folder));

        var compiled = new LessonCompiler(_lesson.Folder, call, server).Compile(new Dictionary<string, string>(), Cancellation);

        Assert.NotNull(compiled.Answers);
        Assert.NotEmpty(compiled.Answers.Surface);
        Assert.Equal(["Camp.Golden.Adder", "Camp.Golden.Other"], server.Answered!.Types);
        Assert.Contains("Camp.Golden.Tests.AdderTests", server.Tested!.Types);
        Assert.DoesNotContain(server.Tested.Types, type => type.Contains("Attribute", StringComparison.Ordinal));
        Assert.Same(server.Tested.Image, compiled.Tests);
    }

    [Fact]
    public async Task What_does_not_compile_there_is_said_as_always()
    {
        _lesson.Answer("does-not-compile");
        var call = await Call();
        await Start(call.Compiler);
        var server = new Asked(new CompilerServer(call, _lesson.Folder));

        var compiled = new LessonCompiler(_lesson.Folder, call, server).Compile(new Dictionary<string, string>(), Cancellation);

        Assert.Equal(1, server.Times);
        Assert.Equal("CS0103", Assert.Single(compiled.Errors).Code);
    }

    // Kept under the name of a text, it must be what that text says.
    [Fact]
    public async Task What_is_saved_while_it_is_compiled_there_is_compiled_again()
    {
        _lesson.Answer("right");
        var call = await Call();
        await Start(call.Compiler);
        var text = await File.ReadAllTextAsync(Adder, Cancellation);
        var server = new CompilerServer(call, _lesson.Folder);

        Assert.NotNull(server.Answers("Golden.Answers", Sources(text), Cancellation));
        Assert.Null(server.Answers("Golden.Answers", Sources(text + "// Earlier."), Cancellation));

        Dictionary<string, string> Sources(string text) => new() { [Adder] = text };
    }

    [Fact]
    public async Task It_is_asked_once_and_not_about_texts_that_stand_in_for_files()
    {
        _lesson.Answer("right");
        var call = await Call();
        var standIn = new Dictionary<string, string> { [Adder] = await File.ReadAllTextAsync(Adder, Cancellation) };
        var (once, never) = (new Asked(null), new Asked(null));

        var compiler = new LessonCompiler(_lesson.Folder, call, once);
        Assert.True(compiler.Compile(new Dictionary<string, string>(), Cancellation).Succeeded);
        Assert.True(compiler.Compile(new Dictionary<string, string>(), Cancellation).Succeeded);
        Assert.True(new LessonCompiler(_lesson.Folder, call, never).Compile(standIn, Cancellation).Succeeded);

        Assert.Equal((1, 0), (once.Times, never.Times));
    }

    [Fact]
    public async Task A_check_asks_the_one_that_runs_unless_none_is_wanted()
    {
        _lesson.Answer("right");
        await Start((await Call()).Compiler);

        var without = await Camp.RunWith(_lesson.Folder, new() { ["UseSharedCompilation"] = "false" }, "check", "golden/adder", "--plain");
        Assert.Contains("1 of 1 passed", without.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Halves));

        var with = await Camp.RunWith(_lesson.Folder, new() { ["UseSharedCompilation"] = "true" }, "check", "golden/adder", "--plain");
        Assert.Contains("1 of 1 passed", with.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Halves, "Golden.Answers.dll")));
    }

    public void Dispose() => _lesson.Dispose();

    private async Task<CompilerCall> Call()
    {
        var call = await new LessonProject(_lesson.Lesson).CompilerCall(Cancellation);
        SdkCompiler.Use(call.Compiler);
        return call;
    }

    // As dotnet build does it; it ends when nobody has asked it for a minute.
    private async Task Start(string compiler)
    {
        var program = Path.Combine(_lesson.Folder, "obj", "Started.cs");
        await File.WriteAllTextAsync(program, "", Cancellation);
        await Dotnet.Run(_lesson.Folder, ["exec", Path.Combine(compiler, "csc.dll"), "/shared", "/keepalive:60", "/nologo", "/target:library", $"/out:{Path.ChangeExtension(program, ".dll")}", program], Cancellation);
    }

    // Notes what it is asked; without another one behind it nothing compiles.
    private sealed class Asked(IHalves? halves) : IHalves
    {
        public int Times { get; private set; }

        public LessonHalf? Answered { get; private set; }

        public LessonHalf? Tested { get; private set; }

        public LessonHalf? Answers(string name, IReadOnlyDictionary<string, string> sources, CancellationToken cancellation)
        {
            Times++;
            return Answered = halves?.Answers(name, sources, cancellation);
        }

        public LessonHalf? Tests(string name, IReadOnlyDictionary<string, string> sources, byte[] surface, CancellationToken cancellation) =>
            Tested = halves?.Tests(name, sources, surface, cancellation);
    }
}
