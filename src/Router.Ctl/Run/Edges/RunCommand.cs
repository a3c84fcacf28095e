using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Image;

namespace Router.Ctl.Run.Edges;

/// <summary><c>routerctl run BOARD</c>.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var board = new Argument<string>("BOARD") { Description = "A board whose image is below artifacts/images." };
        var config = new Option<string?>("--config")
        {
            Description = "The document to boot with; configs/examples/home.yaml otherwise.",
            HelpName = "FILE"
        };
        var disk = new Option<string?>("--disk")
        {
            Description = "A disk that keeps the router's state between runs, made when missing; or a flashed disk, which is then booted.",
            HelpName = "FILE"
        };
        var detach = new Option<bool>("--detach") { Description = "Leave the machine running." };
        var stop = new Option<bool>("--stop") { Description = "Shut down the machine that --detach left running." };
        var called = new Option<string?>("--name")
        {
            Description = "The folder below artifacts/run, for several machines of one board; BOARD otherwise.",
            HelpName = "NAME"
        };
        var memory = new Option<int>("--memory") { Description = "MiB.", DefaultValueFactory = _ => 256 };
        var kvm = new Option<bool>("--kvm") { Description = "Use the host's virtualisation instead of software emulation." };
        return new Command("run", "Boot a board's image in QEMU with a document, and log in.")
            .With(board, config, disk, detach, stop, called, memory, kvm)
            .Runs(async (result, stopping) =>
            {
                var name = result.GetRequiredValue(board);
                var folder = new RunFolder(Repository.Find(name), name, result.GetValue(called) ?? name);
                var run = new RunVerb(terminal, folder)
                {
                    Config = result.GetValue(config),
                    Disk = result.GetValue(disk),
                    Detach = result.GetValue(detach),
                    MemoryMiB = result.GetValue(memory),
                    Kvm = result.GetValue(kvm),
                };
                return await Failure.TryAsync(
                    () => result.GetValue(stop) ? new StopVerb(terminal, folder).RunAsync(stopping) : run.RunAsync(stopping));
            });
    }
}
