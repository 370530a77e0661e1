using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>What keeps the four trees, Camp.slnx and the table of lessons together.</summary>
public sealed class RepositoryTests
{
    [Fact]
    public async Task Every_project_is_in_the_solution()
    {
        var listed = Listed();
        Faults.None(from file in await Repository.Files()
                    where Regex.IsMatch(file, @"^(exercises/\d\d-|solutions/\d\d-|checker/|templates/camp/).*\.csproj$|^tests/[^/]+/[^/]+\.csproj$")
                    where !listed.Contains(file)
                    select $"{file} is missing from Camp.slnx. Run: dotnet sln Camp.slnx add {file} --solution-folder {file.Split('/')[0]}");
    }

    [Fact]
    public void Every_project_in_the_solution_is_there()
    {
        Faults.None(Listed().Where(file => !File.Exists(Repository.PathOf(file))).Select(file => $"Camp.slnx lists '{file}', which does not exist."));
    }

    [Fact]
    public void Every_lesson_has_its_four_folders()
    {
        string[] parts =
        [
            "exercises/{0}/lesson.json", "solutions/{0}/snapshots", "content/{0}/README.md", "content/{0}/hints.md",
            "content/{0}/instructor.md", "templates/{0}/.template.config/template.json",
        ];
        Faults.None(from lesson in Repository.Lessons
                    from part in parts
                    let path = string.Format(null, part, lesson)
                    where !Path.Exists(Repository.PathOf(path))
                    select $"Lesson '{lesson}' has no {path}. 'dotnet new camp-lesson -n {lesson}' shows what belongs there.");
    }

    [Fact]
    public void Every_lesson_has_a_row_in_the_table_of_lessons()
    {
        var rows = File.ReadAllLines(Repository.PathOf("README.md")).Where(line => line.StartsWith('|')).ToArray();
        Faults.None(from lesson in Repository.Lessons
                    let link = $"[{lesson}](content/{lesson}/README.md)"
                    where rows.Count(row => row.Contains(link)) != 1
                    select $"README.md should have one row of the table of lessons with {link}.");
    }

    [Fact]
    public void A_lessons_folder_is_its_number_and_its_id()
    {
        Faults.None(from lesson in Repository.Lessons
                    let json = JsonDocument.Parse(File.ReadAllText(Repository.PathOf($"exercises/{lesson}/lesson.json"))).RootElement
                    let expected = $"{json.GetProperty("number").GetInt32():00}-{json.GetProperty("id").GetString()}"
                    where expected != lesson
                    select $"exercises/{lesson}/lesson.json says '{expected}'.");
    }

    private static HashSet<string> Listed() => XDocument.Load(Repository.PathOf("Camp.slnx")).Descendants("Project")
        .Select(project => project.Attribute("Path")!.Value.Replace('\\', '/')).ToHashSet();
}
