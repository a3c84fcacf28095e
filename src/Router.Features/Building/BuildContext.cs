using System.Net;
using System.Security.Cryptography;
using System.Text;
using Router.Core.Boards;
using Router.Core.Edges;
using Router.Core.State;
using Router.Documents;

namespace Router.Features.Building;

/// <summary>What a configuration is built for: this board, with the ports that are there, and the secrets that are known.</summary>
public sealed record BuildContext(BoardFacts Board, IReadOnlyList<ObservedLink> Links, ISecretStore Secrets, BaseAccounts Accounts)
{
    /// <summary>
    /// At boot and on the way back what is missing (a port, a secret) costs the feature that names it, and nothing else. A commit refuses
    /// it.
    /// </summary>
    public bool Partial { get; init; }

    /// <summary>
    /// By login: 16 hexadecimal digits for the hash of its password, always the same on one device, so that an unchanged user gives an
    /// unchanged file, and others on every other. Where nothing is kept, they are those of this process.
    /// </summary>
    public Func<string, string> Salt { get; init; } =
        name => Convert.ToHexStringLower(HMACSHA256.HashData(OfThisProcess, Encoding.UTF8.GetBytes(name)))[..16];

    /// <summary>Secrets have names only: what is worked out is to be looked at, not applied.</summary>
    public bool SecretsAreStandIns { get; init; }

    /// <summary>The IPv6 address of a host that a tunnel calls by its name; null: nobody has found it yet.</summary>
    public Func<string, IPAddress?> Resolve { get; init; } = _ => null;

    private static readonly byte[] OfThisProcess = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
}

/// <summary>
/// The desired state, and what stands against it. Of a partial build (<see cref="BuildContext.Partial"/>) there is always a state, without
/// what the problems are about; otherwise it is null where there is a problem.
/// </summary>
public sealed record BuildResult(DesiredState? State, ValueList<Documents.Problem> Problems);
