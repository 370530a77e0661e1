using Camp.Templates.Tests.Support;
using k8s;
using k8s.Models;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Camp.Templates.Tests.Workspace;

/// <summary>What no test of a workspace can run: manifests, the compose file, the workflow.</summary>
public sealed class ManifestTests(Pack pack)
{
    public static TheoryData<string, string, string> Parts => [.. from database in new[] { "sqlite", "postgres" }
                                                                 from auth in new[] { "true", "false" }
                                                                 from metrics in new[] { "true", "false" }
                                                                 select (database, auth, metrics)];

    // Kubernetes' own model: a field that it doesn't have, or a value of another type, is refused.
    [Theory, MemberData(nameof(Parts))]
    public async Task Kubernetes_knows_every_field(string database, string auth, string metrics)
    {
        var folder = await Scaffold(database, auth, metrics, "kafka", "redis");
        var objects = Directory.GetFiles(Path.Combine(folder, "k8s"), "*.yaml")
            .SelectMany(file => KubernetesYaml.LoadAllFromString(File.ReadAllText(file), null, strict: true)).ToList();

        var deployment = Assert.Single(objects.OfType<V1Deployment>());
        var container = Assert.Single(deployment.Spec.Template.Spec.Containers);
        Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
        Assert.Equal("/health/ready", container.ReadinessProbe.HttpGet.Path);
        Assert.Single(objects.OfType<V1PodDisruptionBudget>());
        Assert.Equal(database == "postgres" ? 1 : 0, objects.OfType<V2HorizontalPodAutoscaler>().Count());

        // Every object finds the pods that the deployment makes.
        var labels = deployment.Spec.Template.Metadata.Labels;
        Assert.Equal(labels, deployment.Spec.Selector.MatchLabels);
        Assert.Equal(labels, objects.OfType<V1Service>().Single().Spec.Selector);
        Assert.Equal(labels, objects.OfType<V1PodDisruptionBudget>().Single().Spec.Selector.MatchLabels);
        Assert.All(container.VolumeMounts, mount => Assert.Contains(deployment.Spec.Template.Spec.Volumes, volume => volume.Name == mount.Name));

        // What takes longer than the grace period is killed: 5 s of delay and 20 s for what runs.
        Assert.True(deployment.Spec.Template.Spec.TerminationGracePeriodSeconds > 25);
        Assert.True(container.ReadinessProbe.PeriodSeconds * container.ReadinessProbe.FailureThreshold <= 5);
    }

    [Theory, MemberData(nameof(Parts))]
    public async Task Compose_names_only_services_and_volumes_that_it_has(string database, string auth, string metrics)
    {
        foreach (var (broker, limiter) in new[] { ("channels", "memory"), ("kafka", "redis"), ("channels", "redis"), ("kafka", "memory") })
        {
            var compose = Yaml(Path.Combine(await Scaffold(database, auth, metrics, broker, limiter), "compose.yaml"));
            var services = Keys(compose, "services");
            var volumes = Keys(compose, "volumes");
            foreach (var (name, service) in ((YamlMappingNode)compose["services"]).Children)
            {
                Assert.True(Has(service, "image") || Has(service, "build"), $"{name} has neither an image nor a build.");
                Assert.Subset(services, Keys(service, "depends_on"));
                Assert.All(Items(service, "volumes").Where(volume => !volume.StartsWith('.')), volume => Assert.Contains(volume.Split(':')[0], volumes));
            }
        }
    }

    [Fact]
    public async Task The_workflow_may_only_read_and_pins_its_actions_by_commit()
    {
        foreach (var choices in Choices.All.Where(choices => choices["ci"] == "github" && choices["kubernetes"] == "false" && choices["docker"] == "false"))
        {
            var folder = pack.EmptyFolder("workflow");
            await pack.Engine.CreateWith(pack.Template("camp"), "Shop", folder, choices.Values.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
            var workflow = Yaml(Path.Combine(folder, ".github/workflows/ci.yml"));
            Assert.Equal("read", workflow["permissions"]["contents"].ToString());
            var steps = (YamlSequenceNode)workflow["jobs"]["service"]["steps"];
            Assert.All(steps.Where(step => Has(step, "uses")), step => Assert.Matches("@[0-9a-f]{40}$", step["uses"].ToString()));
            Assert.Equal(2, steps.Count(step => Has(step, "run") && step["run"].ToString().StartsWith("dotnet", StringComparison.Ordinal)));
        }
    }

    private async Task<string> Scaffold(string database, string auth, string metrics, string broker, string limiter)
    {
        var folder = pack.EmptyFolder("manifests");
        await pack.Engine.CreateWith(pack.Template("camp"), "Shop", folder, new Dictionary<string, string?>
        {
            ["database"] = database,
            ["auth"] = auth,
            ["metrics"] = metrics,
            ["broker"] = broker,
            ["limiter"] = limiter,
            ["docker"] = "true",
            ["kubernetes"] = "true",
        });
        return folder;
    }

    private static YamlMappingNode Yaml(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(file)));
        return (YamlMappingNode)Assert.Single(yaml.Documents).RootNode;
    }

    private static bool Has(YamlNode node, string key) => ((YamlMappingNode)node).Children.ContainsKey(key);

    private static HashSet<string> Keys(YamlNode node, string key) =>
        Has(node, key) ? ((YamlMappingNode)node[key]).Children.Keys.Select(name => name.ToString()).ToHashSet() : [];

    private static IEnumerable<string> Items(YamlNode node, string key) =>
        Has(node, key) ? ((YamlSequenceNode)node[key]).Select(item => item.ToString()) : [];
}
