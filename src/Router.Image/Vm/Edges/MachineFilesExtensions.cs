namespace Router.Image.Vm.Edges;

internal static class MachineFilesExtensions
{
    /// <summary>All but the log.</summary>
    public static void DeleteSockets(this MachineFiles files)
    {
        File.Delete(files.Control);
        File.Delete(files.Serial);
        File.Delete(files.ProcessId);
    }
}
