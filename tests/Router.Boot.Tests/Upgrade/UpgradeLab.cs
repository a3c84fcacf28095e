using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.Json;
using Router.Boot.Tests.Lab;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Upgrade;

/// <summary>A flashed router that upgrades itself, restarts and comes back; one disk through all of it.</summary>
public class UpgradeLab : IAsyncLifetime
{
    public const string Hostname = "upgraded";

    private static readonly TimeSpan ReachedWithin = TimeSpan.FromMinutes(2);

    private FlashedRouter? flashed;
    private QemuMachine? machine;
    private SshLogin? login;
    private MachineBoot? started;
    private long releases;

    internal string Folder { get; } = BuiltImage.NewFolder();

    internal string Disk => Path.Combine(Folder, "disk.img");

    internal QemuMachine Machine => machine ?? throw new InvalidOperationException("the router is off");

    internal SshLogin Login => login ?? throw new InvalidOperationException("the router is off");

    /// <summary>Bytes of the root that an upgrade writes.</summary>
    internal long RootLength => Flashed.RootLength;

    private FlashedRouter Flashed => flashed ?? throw new InvalidOperationException("nothing is flashed yet");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        flashed = await FlashAsync();
        (await Tool.RunAsync(["cp", "--sparse=always", flashed.Disk, Disk], Stopping)).OrThrow("cp");
        var key = await SshLogin.MakeKeyAsync(LabRouter.KeyIn(Folder), "upgrade tests", Stopping);
        var seed = Path.Combine(Folder, "seed.img");
        await Disks.MakeSeedAsync(seed, LabDocuments.Outpost(Hostname, key).ToText(), new Dictionary<string, string>(), Stopping);
        await BootAsync(flashed.Boot, seed);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (machine is not null)
            await machine.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private protected virtual Task<FlashedRouter> FlashAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "an image is built by root");
        return FlashedRouter.MakeSmallAsync(Path.Combine(Folder, "small"), Stopping);
    }

    internal async Task BootAsync(MachineBoot boot, params string[] more)
    {
        await StartAsync(boot, more);
        await SshReadiness.WaitAsync(Machine, Login, LabRouter.BootWithin, Stopping);
    }

    internal async Task StartAsync(MachineBoot boot, params string[] more)
    {
        var port = FreePort.Take();
        started = boot;
        machine = await QemuMachine.StartAsync(
            new MachineOptions
            {
                Name = "upgrade",
                Architecture = Flashed.Architecture,
                Boot = boot,
                StopOnReboot = boot is MachineBoot.Uefi or MachineBoot.SecureUefi,
                Disks = [.. more.Prepend(Disk).Select(file => new MachineDisk(file))],
                Nets = [new MachineNet.User(new PortForward(port, 22)), new MachineNet.Unplugged(), new MachineNet.Unplugged()],
            },
            new MachineFiles(Folder), Stopping);
        login = LabRouter.LoginIn(Folder, "127.0.0.1", "admin") with { Port = port };
    }

    internal async Task PowerOffAsync()
    {
        Assert.True(await Machine.PowerOffAsync(TimeSpan.FromMinutes(2), Stopping), Machine.Console.Transcript.Tail);
        await Machine.DisposeAsync();
        (machine, login) = (null, null);
    }

    internal async Task CutPowerAsync()
    {
        await Machine.CutPowerAsync();
        await Machine.DisposeAsync();
        (machine, login) = (null, null);
    }

    /// <summary>Whatever runs is gone by what comes in on standard input.</summary>
    internal async Task<ToolResult> UpgradeAsync(string bundle, string options = "")
    {
        await AskAsync("show version");
        return await Tool.RunAsync(
            ["sh", "-c", "exec \"$@\" <\"$0\"", bundle, .. Login.Command($"upgrade {options}".Trim())], Stopping);
    }

    /// <summary>The path of its bundle. Its number goes up with each that is packed.</summary>
    internal Task<string> PackAsync(TestRelease release) =>
        (release with { Image = Flashed.Image, Newer = release.Newer + releases++ }).PackAsync(Folder, Stopping);

    /// <summary>A bundle that is taken, and tried at once.</summary>
    internal async Task<string> TryAsync(TestRelease release, string options = "")
    {
        var sent = await UpgradeAsync(await PackAsync(release), options);
        // The connection may end before the command does.
        Assert.Contains("the router restarts and tries it", sent.Output, StringComparison.Ordinal);
        return sent.Error;
    }

    /// <summary>Sent by <c>routerctl</c>, which waits for what becomes of it.</summary>
    internal async Task<ToolResult> FromDeskAsync(TestRelease release)
    {
        string[] trusted =
        [
            "--keys", Path.Combine(BuiltImage.Root, "artifacts", "release"), "-i", Login.Key,
            "--known-hosts", Path.Combine(Folder, "hosts-of-the-desk"), "--accept-new",
        ];
        return await Tool.RunAsync(
            [
                BuiltImage.Routerctl, "upgrade", $"{Login.User}@{Login.Host}:{Login.Port}",
                "--bundle", await PackAsync(release), .. trusted, "--json",
            ],
            Stopping);
    }

    internal async Task<JsonElement> AskAsync(string question)
    {
        var (clock, answer) = (Stopwatch.StartNew(), await UpgradePolls.PollAsync(Login, $"{question} --json"));
        // A router that has just started may be too busy to greet in time.
        while (answer.ExitCode == UpgradePolls.NotReached && clock.Elapsed < ReachedWithin)
            answer = await UpgradePolls.PollAsync(Login, $"{question} --json");
        using var json = JsonDocument.Parse(answer.OrThrow(question));
        return json.RootElement.Clone();
    }

    /// <summary>The slot with that name.</summary>
    internal async Task<JsonElement> SlotAsync(string name) => (await AskAsync("show slots")).GetProperty("slots").EnumerateArray()
        .Single(slot => slot.GetProperty("name").GetString() == name);

    internal async Task<string> RunningAsync() => (await AskAsync("show slots")).GetProperty("slots").EnumerateArray()
        .Single(slot => slot.GetProperty("runs").GetBoolean()).GetProperty("name").GetString()!;

    internal static string Other(string slot) => slot == "a" ? "b" : "a";

    /// <summary>Until a trial of that version has ended; how.</summary>
    internal Task<JsonElement> JudgedAsync(string version) => UpgradePolls.JudgedAsync(RestartedAsync, version);

    /// <summary>
    /// The router; by UEFI a restart ends its machine, and it is started anew. The emulator would keep what it translated, and writes to a
    /// page that had code in it take a hundred times as long: where that is a page of the firmware, it is not through in ten minutes.
    /// </summary>
    private async Task<(QemuMachine Machine, SshLogin Login)> RestartedAsync()
    {
        if (Machine.HasExited)
        {
            await Machine.DisposeAsync();
            await StartAsync(started!);
        }
        return (Machine, Login);
    }

    /// <summary>
    /// Changes a bit of a slot's root, among the last of its data: there a squashfs has <c>/usr/share</c>, which nothing needs to run.
    /// </summary>
    internal async Task FlipBitAsync(string slot)
    {
        const int used = 40, fromEnd = 700_000;
        var start = (slot == "a" ? Flashed.Layout.SlotA : Flashed.Layout.SlotB).Start;
        await using var disk = new FileStream(Disk, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var bytes = new byte[sizeof(long)];
        disk.Position = start + used;
        await disk.ReadExactlyAsync(bytes, Stopping);
        var at = start + BinaryPrimitives.ReadInt64LittleEndian(bytes) - fromEnd;
        disk.Position = at;
        var was = (byte)disk.ReadByte();
        disk.Position = at;
        disk.WriteByte((byte)(was ^ 1));
    }

    /// <summary>Nothing of a root is left in a slot that does not run: an upgrade writes all of it.</summary>
    internal async Task WipeAsync(string slot)
    {
        await using var disk = new FileStream(Disk, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        disk.Position = (slot == "a" ? Flashed.Layout.SlotA : Flashed.Layout.SlotB).Start;
        await disk.WriteAsync(new byte[RootLength], Stopping);
    }

    /// <summary>The other slot has an image that starts.</summary>
    internal async Task HaveBothSlotsAsync()
    {
        if ((await SlotAsync(Other(await RunningAsync()))).GetProperty("state").GetString() == "good")
            return;
        var version = $"9.2.{releases}";
        await TryAsync(new TestRelease(version));
        await JudgedAsync(version);
    }

    /// <summary>Changes the boot partition of the disk while the router is off.</summary>
    internal async Task<string> OnBootPartitionAsync(string program, params string[] arguments)
    {
        var boot = Flashed.Layout.Boot;
        return (await Tool.RunAsync([program, "-i", $"{Disk}@@{boot.Start}", .. arguments], Stopping)).OrThrow(program);
    }
}

[CollectionDefinition(Name)]
public sealed class UpgradeCollection : ICollectionFixture<UpgradeLab>
{
    public const string Name = "upgrade";
}
