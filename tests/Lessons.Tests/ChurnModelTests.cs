using System.Text;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>Lesson 16 brings a trained model: the one that its own program trains, on every machine.</summary>
public sealed class ChurnModelTests
{
    [Fact]
    public async Task The_model_is_byte_for_byte_what_the_lessons_program_trains()
    {
        var folder = Directory.CreateTempSubdirectory("camp ").FullName;
        try
        {
            foreach (var (name, text) in Pristine.OfThisTool.Files("predict")!)
            {
                var file = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, text);
            }

            // What is there afterwards, the program has written.
            var trained = Path.Combine(folder, "model", "churn.json");
            File.Delete(trained);
            var (exitCode, output, errors) = await Dotnet.Run(folder, [Path.Combine("demo", "train.cs")], TestContext.Current.CancellationToken);

            Assert.True(exitCode == 0, output + errors);
            Assert.Equal(Bytes(Path.Combine(Repository.Lesson("16-predict").Folder, "model", "churn.json")), Bytes(trained));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A character for each byte: a difference is shown as text.
    private static string Bytes(string file) => Encoding.Latin1.GetString(File.ReadAllBytes(file));
}
