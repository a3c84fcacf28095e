using Router.Features.Configuration;

namespace Router.Daemon.Engine;

/// <summary>
/// The address sets of what runs, read from their files at boot and until they are whole. One that is gone or damaged does not keep a
/// router from booting: what can be read of it is used, and told.
/// </summary>
internal sealed class AddressSets(IDevice device)
{
    private volatile string[] notes = [];

    /// <summary>What is not whole, a line each.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>A commit has checked them.</summary>
    public void AreWhole() => notes = [];

    /// <summary>The same with its sets as the files have them now.</summary>
    public CheckedDocument Read(CheckedDocument content)
    {
        try
        {
            var (config, problems) = SetFiles.Load(content.Config, content.Document, device.Around(content.Kept).SetFiles!);
            var told = problems.Take(BootChoices.MostTold);
            notes = [.. told.Select(problem => $"an address set is not whole: {problem.ToString("startup.yaml")}")];
            return content with { Config = config };
        }
        catch (Exception exception)
        {
            notes = [$"address sets cannot be read: {exception.Message}"];
            return content;
        }
    }
}
