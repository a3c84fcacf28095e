using Router.Daemon.Generations;

namespace Router.Daemon.Engine;

/// <summary>A commit that runs and could not be saved as what boots.</summary>
internal sealed record UnsavedCommit(IStagedGeneration Staged, string Reason)
{
    public string Note => $"what runs is not saved, and the configuration of before would boot: {Reason}";
}
