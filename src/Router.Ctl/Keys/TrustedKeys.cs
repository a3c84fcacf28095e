using Router.Core.Trust;
using Router.Ctl.Cli.Edges;
using Router.Image;
using Router.Image.Trust.Edges;

namespace Router.Ctl.Keys;

/// <summary>The keys that this machine takes images from.</summary>
internal static class TrustedKeys
{
    /// <param name="folder">Of public keys; null: those of the repository, and none outside of one.</param>
    /// <exception cref="ImageException">One of them cannot be read, or the folder has none.</exception>
    public static ReleaseKeys Read(string? folder)
    {
        if (folder is null)
            return Repository.FindOrNull() is { } here ? ReleaseFolder.ReadAll(here) : new ReleaseKeys([]);
        var keys = ReleaseFolder.Read(folder);
        return keys.Keys.Count > 0
            ? keys
            : throw new ImageException($"{folder}: no public key in it", $"name a folder of {ReleaseKey.FileEnding} files", isInput: true);
    }
}
