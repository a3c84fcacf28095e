using Router.Core.Boards;
using Router.Image.Apk.Repositories;
using Router.Image.Root.Edges;

namespace Router.Image.Building.Edges;

/// <summary>What the device's own apk goes on with: the repositories of its image and their keys.</summary>
internal static class DeviceApk
{
    public static void Write(RootTree tree, PackageSource source, string release)
    {
        tree.Write(
            "/etc/apk/repositories", RepositoryAddress.ForDevice(source.Locations, AlpineRelease.Repositories(release)));
        foreach (var key in source.Keys)
            tree.Write($"/etc/apk/keys/{key}", File.ReadAllText(Path.Combine(source.KeysFolder, key)));
    }
}
