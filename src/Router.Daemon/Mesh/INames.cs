using System.Net;

namespace Router.Daemon.Mesh;

/// <summary>Names of hosts.</summary>
internal interface INames
{
    /// <summary>Addresses of both families; empty: there are none, or nobody could be asked.</summary>
    Task<IReadOnlyList<IPAddress>> LookUpAsync(string name, CancellationToken stopping);
}
