using System.Text;

namespace Router.Image.Edges;

/// <summary>Writes keys.</summary>
internal static class PrivateFile
{
    /// <summary>Readable by its owner alone.</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public const UnixFileMode Public = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Whole or not at all: half a key would be in the way of whoever comes next.</summary>
    public static void Write(string path, string text, UnixFileMode mode)
    {
        var partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            using (var file = new FileStream(
                partial, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = mode }))
                file.Write(Encoding.ASCII.GetBytes(text));
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
