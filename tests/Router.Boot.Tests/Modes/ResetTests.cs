using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Modes;

/// <summary>Factory reset by command, by button and by word, and failsafe: one disk, configured again and again.</summary>
public sealed class ResetTests
{
    private const string Erasing = "router: erasing all that was configured", Open = "No admin is configured yet";

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Device_ResetByCommandButtonAndWord_AndFailsafe()
    {
        using var lab = await ModesLab.MakeAsync();
        await using (var seeded = await lab.StartAsync(seed: true))
        {
            await lab.ReadyAsync(seeded);
            Assert.Equal("seeded", (await lab.LookAsync()).Hostname);
            (await lab.Login.RunAsync("reboot --mode failsafe", Stopping)).OrThrow("reboot");
            await SeeAsync(seeded, "Failsafe: no configuration is applied");
            await SeeAsync(seeded, "> ");
            await SayAsync(seeded, "show configuration --startup", "hostname: seeded");
            await SayAsync(seeded, "show interfaces", "192.168.1.1/24");
            await seeded.CutPowerAsync();
        }
        await using var machine = await lab.StartAsync();
        // Once alone: this boot is as usual.
        await lab.ReadyAsync(machine);
        Assert.Equal("seeded", (await lab.LookAsync()).Hostname);
        Assert.Equal(2, (await lab.Login.RunAsync("factory-reset", Stopping)).ExitCode);
        (await lab.Login.RunAsync("factory-reset --yes", Stopping)).OrThrow("factory-reset");
        await SeeAsync(machine, Erasing);
        await SeeAsync(machine, Open);
        await SeeAsync(machine, "> ");
        await SayAsync(machine, "show version", "configuration:  empty");

        // A short press is nothing; held, it resets. What is typed while it starts is heard.
        await machine.KeyAsync("f12", down: true, Stopping);
        await Task.Delay(TimeSpan.FromSeconds(1), Stopping);
        await machine.KeyAsync("f12", down: false, Stopping);
        await machine.KeyAsync("f12", down: true, Stopping);
        await SeeAsync(machine, "router: the reset button was held");
        await machine.KeyAsync("f12", down: false, Stopping);
        await SeeAsync(machine, ModesLab.Listens);
        await machine.Console.TypeAsync("fail safe\nfailsafe \n\u0004failsafe\n", Stopping);
        await SeeAsync(machine, "router: failsafe: heard");
        await SeeAsync(machine, Erasing);
        await SeeAsync(machine, "Failsafe: no configuration is applied");

        await SeeAsync(machine, "> ");
        await machine.Console.TypeAsync("reboot --mode ram\r", Stopping);
        await SeeAsync(machine, "(y/N)");
        await machine.Console.TypeAsync("y", Stopping);
        await SeeAsync(machine, ModesLab.Listens);
        await machine.Console.TypeAsync("reset\n", Stopping);
        await SeeAsync(machine, "erase and Enter within 10 seconds");
        await machine.Console.TypeAsync("erase\n", Stopping);
        await SeeAsync(machine, Erasing);
        await SeeAsync(machine, Open);
    }

    private static Task<string> SeeAsync(QemuMachine machine, string text) =>
        machine.Console.Transcript.WaitForAsync(text, ModesLab.Within, Stopping);

    /// <summary>Types a command on the serial line, and waits for what it is to say.</summary>
    private static async Task SayAsync(QemuMachine machine, string command, string answer)
    {
        await machine.Console.TypeAsync($"{command}\r", Stopping);
        await SeeAsync(machine, answer);
    }
}
