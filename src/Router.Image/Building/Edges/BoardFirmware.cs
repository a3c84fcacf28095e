using Router.Core.Boards;
using Router.Documents;
using Router.Image.Root;

namespace Router.Image.Building.Edges;

/// <summary>Files below <c>/lib/firmware</c> that a board cannot do without.</summary>
internal static class BoardFirmware
{
    /// <summary>Those that neither a package nor the board's own <c>rootfs/</c> has.</summary>
    /// <param name="folder">Of the board.</param>
    /// <param name="board">Its profile.</param>
    /// <param name="places">Where things stand in that.</param>
    /// <param name="isInPackage">Whether a package has a file of this name, below <c>/lib/firmware</c>.</param>
    public static IEnumerable<Problem> Missing(string folder, BoardProfile board, BoardPlaces places, Func<string, bool> isInPackage)
    {
        var own = Path.Combine(folder, $"rootfs{DevicePaths.Firmware}");
        return board.Firmware
            .Where(file => !FirmwareNames.Of(file).Any(isInPackage) && !File.Exists(Path.Combine(own, file)))
            .Select(file => places.Problem(
                "no package of the board has this file, nor its rootfs/", "name the package that has it", "firmware", file));
    }
}
