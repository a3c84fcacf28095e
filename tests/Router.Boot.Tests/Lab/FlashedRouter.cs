using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.Building.Edges;
using Router.Image.Disk;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Lab;

/// <summary>What a router that upgrades begins with.</summary>
/// <param name="Board">Whose image it is.</param>
/// <param name="Image">The folder of its image, whose disk is copied.</param>
/// <param name="Boot">How it starts.</param>
internal sealed record FlashedRouter(BoardProfile Board, string Image, MachineBoot Boot)
{
    private const string Small = "small";

    public string Disk => Path.Combine(Image, "disk.img");

    /// <summary>Bytes of its squashfs.</summary>
    public long RootLength => new FileInfo(Path.Combine(Image, "rootfs.squashfs")).Length;

    public Architecture Architecture => Architecture.Of(Board.Architecture);

    public DiskLayout Layout => DiskLayout.For(
        new DiskPlan("", "", "", "", 0) { Architecture = Architecture, BootSize = Board.Disk.Boot, SlotSize = Board.Disk.Slot });

    /// <summary>A built image of that board, by BIOS where it has one.</summary>
    public static FlashedRouter Of(string board)
    {
        var profile = BoardFolder.Read(BuiltImage.Root, board);
        var architecture = Architecture.Of(profile.Architecture);
        return new FlashedRouter(
            profile, BuiltImage.FolderOf(board),
            architecture == Architecture.X64 ? new MachineBoot.Bios() : new MachineBoot.Uefi(UefiFirmware.Find(architecture)));
    }

    /// <summary>The usual board without proxy and file shares: half as much to write and to verify in each upgrade.</summary>
    /// <param name="folder">Where its image is made; there is none yet.</param>
    /// <param name="stopping">Ends the work.</param>
    public static async Task<FlashedRouter> MakeSmallAsync(string folder, CancellationToken stopping)
    {
        await BoardRepository.MakeAsync(folder, Small, stopping);
        await BoardRepository.RouterctlAsync(folder, stopping, "board", "new", Small, "--from", BuiltImage.Board);
        await BoardRepository.BuildSmallAsync(folder, Small, stopping);
        return new FlashedRouter(BoardFolder.Read(folder, Small), BoardRepository.ImageOf(folder, Small), new MachineBoot.Bios());
    }
}
