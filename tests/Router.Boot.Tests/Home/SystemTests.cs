using System.Text.Json;
using Router.Boot.Tests.Lab;
using Router.Image.Vm;

namespace Router.Boot.Tests.Home;

public sealed class SystemTests(HomeLab lab) : HomeTest(lab)
{
    private const long MiB = 1 << 20;

    private readonly HomeLab lab = lab;

    [Fact]
    public async Task Memory_AfterBoot_FitsIn256MiB()
    {
        using var system = JsonDocument.Parse(await RouterAsync("show system --json"));
        var total = system.RootElement.GetProperty("memoryTotal").GetInt64();
        var available = system.RootElement.GetProperty("memoryAvailable").GetInt64();
        Assert.InRange(total, 128 * MiB, 256 * MiB);
        Assert.InRange(available, 48 * MiB, total);
    }

    /// <summary>The daemon runs before the document with its zone is applied, at each boot.</summary>
    [Fact]
    public async Task Time_AfterBoot_IsThatOfTheConfiguredZone()
    {
        using var system = JsonDocument.Parse(await RouterAsync("show system --json"));
        Assert.InRange(system.RootElement.GetProperty("time").GetDateTimeOffset().Offset.TotalHours, 1, 2);
        using var log = JsonDocument.Parse(await RouterAsync("show log 20 --json"));
        var times = log.RootElement.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("time"));
        Assert.All(
            times.Where(time => time.ValueKind == JsonValueKind.String),
            time => Assert.InRange(time.GetDateTimeOffset().Offset.TotalHours, 1, 2));
    }

    [Fact]
    public void Boot_FirstForwardedPacket_ComesAsTheRoutersOwn() => Assert.Equal(HomeLab.Outer, lab.Forwards.From);

    [Fact]
    public async Task Boot_Forwarding_ComesBeforeTheServices()
    {
        using var system = JsonDocument.Parse(await RouterAsync("show system --json"));
        string[] figures =
        [
            Figure("router answers on the LAN", lab.Answers),
            Figure("first NATed packet", lab.Forwards.Time),
            Figure("SSH, DNS, Samba and Squid answer", lab.Serves),
            $"RAM used after boot: {(system.RootElement.GetProperty("memoryTotal").GetInt64() - system.RootElement.GetProperty("memoryAvailable").GetInt64()) / MiB} MiB of 256",
            $"routerd RSS: {system.RootElement.GetProperty("daemonMemory").GetInt64() / MiB} MiB",
        ];
        var file = Path.Combine(BuiltImage.Root, "artifacts", "test", "boot.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllLinesAsync(file, figures, Stopping);
        Assert.True(lab.Forwards.Time.Processor < lab.Serves.Processor, string.Join('\n', figures));
    }

    private static string Figure(string what, MachineTime time) =>
        $"{what}: {time.Wall.TotalSeconds:0.0} s, {time.Processor.TotalSeconds:0.00} CPU-s";
}
