using Router.Core.Edges;
using Router.Features.Firewall.Sets;

namespace Router.Ctl.Config.Edges;

/// <summary>Set files in the folder <c>sets</c> beside a document, as a router has them beside its own.</summary>
internal sealed class SetFolder(string folder) : ISetFiles
{
    /// <summary>Of standard input: below the current folder.</summary>
    public static SetFolder Beside(string document) => new(Path.Combine(
        document == DocumentFile.StandardInput ? "" : Path.GetDirectoryName(document) ?? "", AddressSet.Folder));

    public string PlaceOf(string name) => Path.Combine(folder, name);

    public byte[]? Read(string name)
    {
        if (AddressSet.CheckName(name) is not null || !File.Exists(PlaceOf(name)))
            return null;
        try
        {
            return new FileInfo(PlaceOf(name)).Length > SetFile.MaximumBytes
                ? new byte[SetFile.MaximumBytes + 1]
                : File.ReadAllBytes(PlaceOf(name));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}
