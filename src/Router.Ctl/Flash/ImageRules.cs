using Router.Ctl.Cli;
using Router.Ctl.Flash.Gpt;

namespace Router.Ctl.Flash;

/// <summary>Tells a disk image from other files by its first bytes.</summary>
internal static class ImageRules
{
    /// <summary>The partition table; null: there is none and <paramref name="force"/> lets that pass.</summary>
    /// <exception cref="Failure">It is no disk image.</exception>
    public static GptTable? Check(string image, ReadOnlySpan<byte> head, long length, bool force)
    {
        if (length == 0)
            throw Failure.Input($"{image}: it is empty");
        if (GptTable.TryRead(head, out var table, out var problem))
        {
            if (table!.UsedEnd * GptHeader.SectorSize > (ulong)length)
            {
                throw Failure.Input(
                    $"{image}: its partitions reach to byte {table.UsedEnd * GptHeader.SectorSize}, and the file has {length}",
                    "the image is cut short: build or fetch it again");
            }
            return table;
        }
        if (force)
            return null;
        throw Kind(head) is { } kind
            ? Failure.Input($"{image}: it is {kind}, not a disk image", "give the disk.img that `routerctl image build` writes")
            : Failure.Input(
                $"{image}: the partition table {problem}",
                "give a disk image with a GUID partition table, or add --force to write it as it is");
    }

    private static string? Kind(ReadOnlySpan<byte> head) => head switch
    {
        [0x1f, 0x8b, ..] => "compressed with gzip",
        [0xfd, (byte)'7', (byte)'z', ..] => "compressed with xz",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "compressed with zstd",
        [(byte)'B', (byte)'Z', (byte)'h', ..] => "compressed with bzip2",
        [(byte)'P', (byte)'K', 3, 4, ..] => "a zip archive",
        [(byte)'h', (byte)'s', (byte)'q', (byte)'s', ..] => "a squashfs root",
        [(byte)'Q', (byte)'F', (byte)'I', 0xfb, ..] => "a qcow2 disk",
        _ => null,
    };
}
