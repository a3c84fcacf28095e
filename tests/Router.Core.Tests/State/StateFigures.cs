using System.Globalization;
using System.Net;
using Router.Core.Crypto;
using Router.Core.Planning;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Firewall;
using Router.Testing.Kernel;

namespace Router.Core.Tests.State;

/// <summary>What a commit costs before the kernel is asked; explicit, since a busy machine says nothing.</summary>
public sealed class StateFigures(ITestOutputHelper output)
{
    private const int Rounds = 40;
    private const int Forwards = 10_000;

    [Fact(Explicit = true)]
    public async Task Build_AndPlan_Figures()
    {
        var kernel = FakeKernel.WithPorts(5);
        var config = Example.File("office.yaml");
        var desired = Example.Desired(config, kernel);
        await new Transaction(kernel, kernel).RunAsync(desired, false, null, TestContext.Current.CancellationToken);
        var observed = await kernel.ReadAsync(desired, TestContext.Current.CancellationToken);
        Measure("desired state of office.yaml", () => Example.Desired(config, kernel));
        Measure("plan of an unchanged office.yaml", () => Assert.Empty(Planner.Plan(desired, observed)));
        Measure("password hash", () => Assert.NotEmpty(Sha512Crypt.Hash("correct horse battery", "0123456789abcdef")));

        var many = config with
        {
            Firewall = config.Firewall with
            {
                Nat = config.Firewall.Nat with { Forwards = Enumerable.Range(0, Forwards).Select(Forward).ToValueMap() }
            }
        };
        var large = Example.Desired(many, kernel);
        Measure($"desired state of {Forwards} forwards", () => Assert.NotEmpty(Example.Desired(many, kernel).Ruleset.Fingerprint));
        Measure($"plan of {Forwards} unchanged forwards", () => Planner.Plan(large, observed));

        // Each other one has another verdict, so that none become one.
        var ruled = config with { Firewall = config.Firewall with { Rules = Enumerable.Range(0, Forwards).Select(Rule).ToValueList() } };
        Measure($"desired state of {Forwards} rules", () => Assert.NotEmpty(Example.Desired(ruled, kernel).Ruleset.Fingerprint));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var kept = Example.Desired(ruled, kernel);
        output.WriteLine($"which keeps {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:0.00} MB");
        GC.KeepAlive(kept);
    }

    private static KeyValuePair<string, ForwardConfig> Forward(int i) => new($"f{i}", new ForwardConfig
    {
        From = "wan",
        Service = [new("s", [new(TransportProtocol.Tcp, new((ushort)(i + 1), (ushort)(i + 1)))])],
        To = Address(i),
    });

    private static RuleConfig Rule(int i) => new()
    {
        Name = $"rule {i}",
        From = "wan",
        Source = [new(null, new AddressRange(Address(i), Address(i)))],
        Action = i % 2 == 0 ? FirewallAction.Accept : FirewallAction.Drop,
    };

    private static IPAddress Address(int i) => new([10, 3, (byte)(i >> 8), (byte)i]);

    private void Measure(string what, Action action)
    {
        for (var i = 0; i < Rounds; i++)
            action();
        var (cpu, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        for (var i = 0; i < Rounds; i++)
            action();
        var time = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / Rounds;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: {time:0.00} ms CPU, {(GC.GetTotalAllocatedBytes() - bytes) / Rounds / 1e6:0.00} MB"));
    }
}
