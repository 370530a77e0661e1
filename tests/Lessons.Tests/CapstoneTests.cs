using TrainingCamp.Checker.Lessons;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>The capstone's references are files of the service: who has put everything back has the service.</summary>
public sealed class CapstoneTests
{
    private static readonly string Service = Path.Combine(Repository.Root, "templates", "camp", "src", "CampShop.Service");

    private static Lesson Capstone => Repository.Lesson("20-capstone");

    public static TheoryData<string> Files => [.. Capstone.Exercises.Select(exercise => exercise.File)];

    [Theory, MemberData(nameof(Files))]
    public void A_reference_is_the_services_own_file(string file)
    {
        var own = Directory.GetFiles(Service, file, SearchOption.AllDirectories).Single();
        Assert.Equal(ServiceSources.Resolved(File.ReadAllText(own)), File.ReadAllText(Path.Combine(Repository.SolutionFolder(Capstone), file)));
    }

    [Fact]
    public void The_tool_carries_the_rest_of_the_service_without_the_other_options()
    {
        var files = Pristine.OfThisTool.Files("capstone")!.Where(file => file.Key.StartsWith("service/", StringComparison.Ordinal)).ToList();

        Assert.Contains(files, file => file.Key == "service/Program.cs");
        Assert.Contains(files, file => file.Key == "service/Users/Owned/UserChanges.cs");
        Workers.None(from file in files
                     where file.Value.Contains("#if", StringComparison.Ordinal) || file.Value.Contains("Npgsql", StringComparison.Ordinal)
                         || Capstone.Exercises.Any(exercise => file.Key.EndsWith("/" + exercise.File, StringComparison.Ordinal))
                     select $"{file.Key} does not belong there.");
    }

    [Fact]
    public void What_an_option_leaves_out_is_left_out()
    {
        const string Text = "a\n#if (auth)\nb\n#else\nc\n#endif\n#if (kafka)\nd\n#if (auth)\ne\n#endif\n#endif\nf";
        Assert.Equal("a\nb\nf", ServiceSources.Resolved(Text));
    }
}
