using Router.Core.Boards;
using Router.Core.Edges;
using Router.Core.State;
using Router.Daemon.Engine;

namespace Router.Daemon.Edges;

/// <summary>What of this machine is read once, at the start.</summary>
internal static class MachineProfile
{
    private const string BaseFiles = "/usr/share/router";

    /// <summary>Beside the board's profile.</summary>
    private const string Without = "without";

    /// <summary>A machine without a board profile has ports by their kernel names alone, and no accounts but root's.</summary>
    /// <exception cref="IOException">A file is there and cannot be read, or is no board profile.</exception>
    public static Machine Read(RuntimePaths paths, ISecretStore secrets) =>
        new(
            Board(paths.Board), secrets, Accounts(paths.InRoot(BaseFiles)),
            new SetFileFolder(paths.SetFiles, new Disk()), new DeviceKey(paths.State, new Disk()).Salt);

    private static BoardFacts Board(string path)
    {
        if (!File.Exists(path))
            return BoardFacts.None;
        var (board, problems) = BoardReader.Read(File.ReadAllBytes(path));
        if (board is null || problems.Count > 0)
            throw new IOException(problems[0].ToString(path));
        var without = Path.Combine(Path.GetDirectoryName(path)!, Without);
        return File.Exists(without) ? board.Facts with { Without = [.. File.ReadAllLines(without)] } : board.Facts;
    }

    private static BaseAccounts Accounts(string folder) => Directory.Exists(folder)
        ? new BaseAccounts(
            File.ReadAllText(Path.Combine(folder, "passwd")),
            File.ReadAllText(Path.Combine(folder, "group")),
            File.ReadAllText(Path.Combine(folder, "shadow")))
        : BaseAccounts.Minimal;
}
