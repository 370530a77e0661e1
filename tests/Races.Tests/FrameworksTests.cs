using Mono.Cecil;
using Xunit;

namespace TrainingCamp.Races.Tests;

/// <summary>Where an explored assembly finds what it refers to of a framework that this process does not use itself: here ASP.NET Core.</summary>
public sealed class FrameworksTests : IDisposable
{
    private const string Library = "Microsoft.AspNetCore.Http.Abstractions";

    private readonly string _folder = Directory.CreateTempSubdirectory("frameworks").FullName;

    [Fact]
    public void It_is_loaded_once_for_all()
    {
        using var one = ExploredAssembly.Load(Write("One"));
        using var other = ExploredAssembly.Load(Write("Other"), [], roots: null, stays: true);
        Assert.Same(HttpContextOf(one), HttpContextOf(other));
    }

    [Fact]
    public void A_file_beside_the_assembly_goes_first_and_for_this_one_alone()
    {
        var path = Write("One");
        File.Copy(Frameworks.PathOf(Library)!, Path.Combine(Path.GetDirectoryName(path)!, Library + ".dll"));
        using var one = ExploredAssembly.Load(path);
        using var other = ExploredAssembly.Load(Write("Other"));
        Assert.Equal(Path.GetDirectoryName(path), Path.GetDirectoryName(HttpContextOf(one).Assembly.Location));
        Assert.NotSame(HttpContextOf(one), HttpContextOf(other));
        // What that file refers to in turn is not shared either: two halves of a framework would not know each other's types.
        Assert.NotSame(FeaturesOf(one), FeaturesOf(other));
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            // On Windows a file stays until its assembly is unloaded.
        }
    }

    private static Type HttpContextOf(ExploredAssembly explored) => explored.Assembly.GetType("Web")!.GetField("Context")!.FieldType;

    private static Type FeaturesOf(ExploredAssembly explored) => HttpContextOf(explored).GetProperty("Features")!.PropertyType;

    // An assembly in a folder of its own, with a field of a type of ASP.NET Core's.
    private string Write(string name)
    {
        using var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition(name, new Version(1, 0)), name, ModuleKind.Dll);
        var module = assembly.MainModule;
        using var framework = AssemblyDefinition.ReadAssembly(Frameworks.PathOf(Library)!);
        var type = new TypeDefinition("", "Web", TypeAttributes.Public | TypeAttributes.Class, module.TypeSystem.Object);
        type.Fields.Add(new FieldDefinition("Context", FieldAttributes.Public, module.ImportReference(framework.MainModule.GetType("Microsoft.AspNetCore.Http.HttpContext"))));
        module.Types.Add(type);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, name)).FullName, name + ".dll");
        assembly.Write(path);
        return path;
    }
}
