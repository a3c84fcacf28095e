using System.Globalization;
using System.Text;
using Router.Documents.Editing;
using Router.Documents.Help;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

/// <summary>Figures of <c>tests/bench/README.md</c>; explicit, since a busy machine says nothing.</summary>
public sealed class ConfigFigures(ITestOutputHelper output)
{
    private const int Rounds = 40;

    [Fact(Explicit = true)]
    public void Read_TenThousandLines_Figures()
    {
        var yaml = Encoding.UTF8.GetBytes(Large());
        var document = ConfigReader.Read(yaml).Document!;
        var lines = document.ToText().Count(c => c == '\n');

        Measure($"read {lines} lines", () => Assert.Empty(ConfigReader.Read(yaml).Problems));
        Measure("read and validate", () => Assert.Empty(ConfigValidator.Check(yaml, Surroundings.None).Problems));
        Measure("set one leaf", () => Assert.Null(document.Set(["interfaces", "lan700", "mtu", "1400"]).Problem));
        var changed = document.Set(["interfaces", "lan700", "mtu", "1400"]).Document!;
        Measure("compare", () => Assert.Single(ConfigDiff.Commands(document, changed)));
        var forwards = Encoding.UTF8.GetBytes(Forwards(10_000));
        Measure("read and validate 10,000 forwards", () => Assert.Empty(ConfigValidator.Check(forwards, Surroundings.None).Problems));
        Measure(
            "complete",
            () => Assert.NotEmpty(
                ConfigCompletion.Complete(document, ["interfaces"], "lan70", CompletionPurpose.Existing, Surroundings.None)));
    }

    private void Measure(string what, Action action)
    {
        for (var i = 0; i < Rounds; i++)
            action();
        var (cpu, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        for (var i = 0; i < Rounds; i++)
            action();
        var time = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / Rounds;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture, $"{what}: {time:0.0} ms CPU, {(GC.GetTotalAllocatedBytes() - bytes) / Rounds / 1e6:0.0} MB"));
    }

    private static string Forwards(int count)
    {
        var text = new StringBuilder(
            "version: 1\ninterfaces:\n  wan: { device: eth0, zone: wan, dhcp: true }\n  lan: { device: eth1, zone: lan, addresses: [10.0.0.1/16] }\n");
        text.Append("firewall:\n  nat:\n    forwards:\n");
        for (var i = 0; i < count; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"      f{i}: {{ from: wan, service: tcp/{10000 + i}, to: 10.0.{i / 200}.{2 + (i % 200)} }}\n");
        return text.ToString();
    }

    /// <summary>1000 interfaces with DHCP servers and static leases, 1000 rules, a set of 1000.</summary>
    private static string Large()
    {
        var text = new StringBuilder("version: 1\ninterfaces:\n");
        for (var i = 0; i < 1000; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"  lan{i}:\n    device: eth{i}\n    zone: zone{i % 20}\n    addresses: [10.{i / 250}.{i % 250}.1/24]\n");
        text.Append("firewall:\n  sets:\n    many:\n");
        for (var i = 0; i < 1000; i++)
            text.Append(CultureInfo.InvariantCulture, $"      - 198.18.{i / 250}.{i % 250}\n");
        text.Append("  rules:\n");
        for (var i = 0; i < 1000; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"    - name: rule {i}\n      source: \"@many\"\n      service: [ssh, tcp/{1000 + i}]\n      action: accept\n");
        text.Append("services:\n  dhcp:\n");
        for (var i = 0; i < 250; i++)
            text.Append(
                CultureInfo.InvariantCulture, $"    lan{i}:\n      range: 10.0.{i}.100-10.0.{i}.199\n      leases:\n        host:\n")
                .Append(
                "          mac: \"52:54:00:12:34:56\"\n")
                .Append(
                CultureInfo.InvariantCulture, $"          address: 10.0.{i}.9\n");
        return text.ToString();
    }
}
