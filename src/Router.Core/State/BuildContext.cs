using System.Security.Cryptography;
using System.Text;
using Router.Core.Boards;
using Router.Core.Edges;
using Router.Documents;

namespace Router.Core.State;

/// <summary>What a configuration is built for: this board, with the ports that are there, and the secrets that are known.</summary>
public sealed record BuildContext(BoardPorts Board, IReadOnlyList<ObservedLink> Links, ISecretStore Secrets, BaseAccounts Accounts)
{
    /// <summary>
    /// At boot and on the way back what is missing (a port, a secret) costs the feature that names it, and nothing else. A commit refuses it.
    /// </summary>
    public bool Partial { get; init; }

    /// <summary>
    /// By login: 16 hexadecimal digits for the hash of its password, always the same on one device, so that an unchanged user gives an unchanged file,
    /// and others on every other. Where nothing is kept, they are those of this process.
    /// </summary>
    public Func<string, string> Salt { get; init; } = name => Convert.ToHexStringLower(HMACSHA256.HashData(OfThisProcess, Encoding.UTF8.GetBytes(name)))[..16];

    /// <summary>Secrets have names only: what is worked out is to be looked at, not applied.</summary>
    public bool SecretsAreStandIns { get; init; }

    private static readonly byte[] OfThisProcess = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
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

/// <summary>
/// The desired state, and what stands against it. Of a partial build (<see cref="BuildContext.Partial"/>) there is always a state, without what the
/// problems are about; otherwise it is null where there is a problem.
/// </summary>
public sealed record BuildResult(DesiredState? State, ValueList<Documents.Problem> Problems);
