using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Push;

namespace Router.Ctl.Upgrades.Rehearsal.Edges;

/// <summary><c>routerctl upgrade rehearse</c>.</summary>
internal static class RehearseCommand
{
    public static Command Create(Terminal terminal)
    {
        var device = new Argument<string?>("DEVICE")
        {
            Description = "[USER@]HOST[:PORT]; it is asked what it runs, and nothing is changed there.",
            Arity = ArgumentArity.ZeroOrOne
        };
        var image = new Option<string?>("--image")
        {
            Description = "The release in place of a bundle: a board's name, or the folder of an image.",
            HelpName = "FOLDER|BOARD"
        };
        var bundle = new Option<string?>("--bundle") { Description = "The release: a signed bundle.", HelpName = "FILE" };
        var document = new Option<string?>("--document")
        {
            Description = "A configuration in place of a DEVICE; - is standard input.",
            HelpName = "FILE"
        };
        var secrets = new Option<string[]>("--secrets")
        {
            Description = "With --document: names of the secrets that there are, with commas; without it all that the document names.",
            HelpName = "NAMES"
        };
        var boot = new Option<bool>("--boot") { Description = "Start the image also where it is plain already what it refuses." };
        var timeout = LoginOptions.Number("--timeout", 600, 10, 86400, "Seconds in which the image has to boot and answer.");
        var memory = LoginOptions.Number(
            "--memory", 0, 0, 65536, "MiB of the machine that it boots on; without it as much as the DEVICE has, from 256 to 1024.");
        var kvm = new Option<bool>("--kvm") { Description = "Use this machine's virtualisation instead of software emulation." };
        var login = new LoginOptions();
        var json = CommandExtensions.JsonOption();
        return new Command(
            "rehearse",
            "Boot a release in QEMU with what a router runs, and say which values it would lose, change or refuse. "
                + "Exit code 0: none is lost or refused; 1: some are.")
            .With([device, bundle, image, document, secrets, boot, timeout, memory, kvm, .. login.All, json])
            .Runs((result, stopping) => new RehearseVerb(terminal)
            {
                Device = result.GetValue(device),
                Release = (result.GetValue(bundle), result.GetValue(image)) switch
                {
                    ({ } file, null) => new BundleRelease(file, terminal),
                    (null, { } folder) => new ImageFolderRelease(folder, terminal),
                    _ => throw Failure.Usage("a rehearsal is of one release", "give --bundle FILE, or --image FOLDER|BOARD"),
                },
                Document = result.GetValue(document),
                SecretNames = result.GetValue(secrets) is { Length: > 0 } names
                    ? [.. names.SelectMany(some => some.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))]
                    : null,
                AlwaysBoot = result.GetValue(boot),
                Within = TimeSpan.FromSeconds(result.GetValue(timeout)),
                MemoryMiB = result.GetValue(memory),
                Kvm = result.GetValue(kvm),
                Login = login.Read(result),
                Json = result.GetValue(json),
            }.RunAsync(stopping));
    }
}
