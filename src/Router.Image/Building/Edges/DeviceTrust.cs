using Router.Core.Trust;
using Router.Image.Root.Edges;
using Router.Image.Trust;
using Router.Image.Trust.Edges;

namespace Router.Image.Building.Edges;

/// <summary>Whose images a device will take.</summary>
internal static class DeviceTrust
{
    /// <summary>Releases, and what whoever signs this image signs.</summary>
    public static void Write(RootTree tree, string repository, ReleaseSigner signer)
    {
        tree.MakeFolder(DevicePaths.ReleaseKeys);
        var keys = ReleaseFolder.Read(ReleaseFolder.Of(repository)).Keys;
        ReleaseKey[] own = keys.Any(key => key.Name == signer.Name) ? [] : [signer.Public];
        foreach (var key in keys.Concat(own))
            tree.Write($"{DevicePaths.ReleaseKeys}/{key.Name}{ReleaseKey.FileEnding}", key.ToText());
    }
}
