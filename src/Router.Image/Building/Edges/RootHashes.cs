using System.Security.Cryptography;
using Router.Core.Verity;

namespace Router.Image.Building.Edges;

/// <summary>The hash tree of a squashfs: salt and identifier follow from its content, so that equal images have equal trees.</summary>
internal static class RootHashes
{
    public static async Task<VerityTree> OfAsync(string squashfs, CancellationToken stopping)
    {
        await using var file = File.OpenRead(squashfs);
        var salt = await SHA256.HashDataAsync(file, stopping);
        file.Position = 0;
        return VerityTree.OfPadded(file, salt, new Guid(salt.AsSpan(0, 16), bigEndian: true));
    }
}
