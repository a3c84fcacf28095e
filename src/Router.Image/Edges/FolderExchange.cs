using System.Runtime.InteropServices;
using Processor = System.Runtime.InteropServices.Architecture;

namespace Router.Image.Edges;

/// <summary>Puts a folder in another's place.</summary>
internal static partial class FolderExchange
{
    private const int Here = -100;
    private const ulong Exchange = 2;

    // renameat2; not every C library has a function for it.
    private static readonly long Number = RuntimeInformation.ProcessArchitecture == Processor.Arm64 ? 276 : 316;

    /// <summary>
    /// The fresh folder takes the place, and what was there is deleted. The kernel exchanges them in one step, so whoever looks finds
    /// the one or the other; on a file system that cannot, nothing is there for a moment. Both have to be on one file system.
    /// </summary>
    /// <exception cref="IOException">The place cannot be taken; what was there is there.</exception>
    public static void Replace(string fresh, string place)
    {
        if (Directory.Exists(place) && TryExchange(fresh, place))
            Delete(fresh);
        else
            ReplaceByRenames(fresh, place);
    }

    /// <summary>The same in two steps.</summary>
    internal static void ReplaceByRenames(string fresh, string place)
    {
        var former = place + ".former";
        Delete(former);
        if (Directory.Exists(place))
            Directory.Move(place, former);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(place))!);
        try
        {
            Directory.Move(fresh, place);
        }
        catch when (Directory.Exists(former))
        {
            Directory.Move(former, place);
            throw;
        }
        Delete(former);
    }

    private static bool TryExchange(string one, string other) => Rename(Number, Here, one, Here, other, Exchange) == 0;

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long Rename(long number, long oldFolder, string oldPath, long newFolder, string newPath, ulong flags);
}
