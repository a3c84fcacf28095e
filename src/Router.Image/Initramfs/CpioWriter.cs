using System.Globalization;
using System.Text;
using Router.Core.State;

namespace Router.Image.Initramfs;

/// <summary>
/// Writes a cpio archive in the newc form that the kernel unpacks as initramfs (Documentation/driver-api/early-userspace/
/// buffer-format). Everything belongs to root and has time 0; equal input gives equal bytes.
/// </summary>
internal sealed class CpioWriter(Stream output)
{
    private const int DirectoryType = 0x4000;
    private const int FileType = 0x8000;
    private const int LinkType = 0xA000;
    private int inode;

    public void WriteDirectory(string path) => Write(path, DirectoryType | FileModes.AllFolder, []);

    public void WriteFile(string path, int mode, ReadOnlySpan<byte> content) => Write(path, FileType | mode, content);

    public void WriteLink(string path, string target) => Write(path, LinkType | 0x1FF, Encoding.UTF8.GetBytes(target));

    /// <summary>The archive's end mark.</summary>
    public void WriteEnd() => Write("TRAILER!!!", 0, []);

    private void Write(string path, int mode, ReadOnlySpan<byte> content)
    {
        var name = Encoding.UTF8.GetBytes(path + "\0");
        int[] fields = [++inode, mode, 0, 0, 1, 0, content.Length, 0, 0, 0, 0, name.Length, 0];
        var header = new StringBuilder("070701");
        foreach (var field in fields)
            header.Append(field.ToString("x8", CultureInfo.InvariantCulture));
        output.Write(Encoding.ASCII.GetBytes(header.ToString()));
        output.Write(name);
        Pad(header.Length + name.Length);
        output.Write(content);
        Pad(content.Length);
    }

    /// <summary>Headers and contents start at multiples of four.</summary>
    private void Pad(int length) => output.Write(new byte[(4 - (length % 4)) % 4]);
}
