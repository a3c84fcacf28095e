using Router.Api.Edges;
using Router.Api.Limits;
using Router.Daemon.Engine;
using Router.Features.SystemSettings;

namespace Router.Daemon.Status;

/// <summary>
/// Who asks, as the kernel and the running configuration say. <paramref name="Connection"/>: the place that the connection has; null: it
/// has none yet.
/// </summary>
internal sealed record Asker(Author Author, UserRole Role, PeerCredentials Peer, ClientConnection? Connection);
