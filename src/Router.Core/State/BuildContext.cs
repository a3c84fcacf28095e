using Router.Core.Boards;
using Router.Core.Edges;
using Router.Core.Values;

namespace Router.Core.State;

/// <summary>What a configuration is built for: this board, with the ports that are there, and the secrets that are known.</summary>
public sealed record BuildContext(BoardPorts Board, IReadOnlyList<ObservedLink> Links, ISecretStore Secrets, BaseAccounts Accounts)
{
    /// <summary>At boot a port that is not (yet) there is left out; a commit refuses it.</summary>
    public bool SkipMissingPorts { get; init; }

    /// <summary>Secrets have names only: what is worked out is to be looked at, not applied.</summary>
    public bool SecretsAreStandIns { get; init; }
}

/// <summary>
/// The accounts that the image ships, as text of the three files, each line with its end; configured users are added to them.
/// </summary>
public sealed record BaseAccounts(string Passwd, string Group, string Shadow)
{
    /// <summary>Root and nobody, locked: for machines without an image's base files.</summary>
    public static readonly BaseAccounts Minimal = new(
        "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n",
        "root:x:0:\nnogroup:x:65533:\n",
        "root:*:0:0:99999:7:::\nnobody:*:0:0:99999:7:::\n");
}

/// <summary>The desired state, or what stands against it.</summary>
public sealed record BuildResult(DesiredState? State, ValueList<Problems.Problem> Problems);
