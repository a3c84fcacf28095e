using System.CommandLine;
using Router.Ctl.Cli;

namespace Router.Ctl.Flash.Edges;

/// <summary><c>routerctl flash IMAGE TARGET</c>.</summary>
internal static class FlashCommand
{
    public static Command Create(Terminal terminal)
    {
        var image = new Argument<string>("IMAGE") { Description = "The disk image (disk.img)." };
        var target = new Argument<string>("TARGET") { Description = "A whole disk (/dev/sdb), or a file." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Overwrite a disk without asking." };
        var grow = new Option<bool>("--grow") { Description = "Let the last partition reach to the end of the target." };
        var size = new Option<string?>("--size")
        {
            Description = "Bytes of a target that is a file, as 2GiB; at least the image's.",
            HelpName = "SIZE"
        };
        var force = new Option<bool>("--force") { Description = "Write the image even though it has no partition table." };
        var unsigned = new Option<bool>("--unsigned") { Description = "Write an image that nobody signed whom this machine trusts." };
        var keys = new Option<string?>("--keys")
        {
            Description = "The folder of the public keys to trust, instead of firmware/release and artifacts/release.",
            HelpName = "DIR"
        };
        var json = CommandExtensions.JsonOption();
        return new Command("flash", "Write a disk image to a disk or a file, and read it back.")
            .With(image, target, yes, grow, size, force, unsigned, keys, json)
            .Runs((result, stopping) => new FlashVerb(terminal)
            {
                Image = result.GetRequiredValue(image),
                Target = result.GetRequiredValue(target),
                Yes = result.GetValue(yes),
                Grow = result.GetValue(grow),
                FileSize = result.GetValue(size) is { } text ? ByteSize.Parse(text, "--size") : 0,
                Unsigned = result.GetValue(unsigned),
                Keys = result.GetValue(keys),
                Force = result.GetValue(force),
                Json = result.GetValue(json),
            }.RunAsync(stopping));
    }
}
