using System.Text;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Testing;
using Router.Testing.Kernel;

namespace Router.Core.Tests.State;

/// <summary>Each document in <c>configs/examples</c> with its plan on an empty device, its ruleset and its service files.</summary>
public class ExampleGoldenTests
{
    public static TheoryData<string> Examples() =>
        [.. Directory.GetFiles(Path.Combine(Golden.Root(), "configs", "examples"), "*.yaml")
            .Select(f => Path.GetFileName(f)!)
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Plan_OfExampleOnAnEmptyDevice_IsTheGolden(string example)
    {
        var kernel = FakeKernel.WithPorts(5);
        var desired = Example.Desired(Example.File(example), kernel);
        var observed = await kernel.ReadAsync(desired, TestContext.Current.CancellationToken);
        Golden.Verify($"{example}.plan", PlanText.Render(Planner.Plan(desired, observed)));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Ruleset_OfExample_IsTheGolden(string example) =>
        Golden.Verify($"{example}.nft", Example.Desired(Example.File(example), FakeKernel.WithPorts(5)).Ruleset.ToText());

    [Theory]
    [MemberData(nameof(Examples))]
    public void Files_OfExample_AreTheGolden(string example)
    {
        var text = new StringBuilder();
        foreach (var service in Example.Desired(Example.File(example), FakeKernel.WithPorts(5)).Services)
        {
            text.Append($"### {service.Name} {(service.Running ? "runs" : "does not run")}\n");
            foreach (var file in service.Files)
                text.Append(
                    $"=== {file.Path} {Convert.ToString(file.Mode, 8)} {file.Owner}{(file.IsLink ? " link" : "")}\n{file.Content}\n");
        }
        Golden.Verify($"{example}.files", text.ToString());
    }
}
