namespace Router.Controller.Storage;

/// <summary>
/// Tables of this controller in PostgreSQL, and the queries by which Orleans' providers for ADO.NET (10.4) use them: the names of queries,
/// parameters and columns are theirs.
/// </summary>
internal static class PostgresQueries
{
    /// <summary>Each may be run again.</summary>
    public const string Tables = """
        create table if not exists orleansquery (querykey text primary key, querytext text not null);
        create table if not exists membership (cluster text primary key, version integer not null);
        create table if not exists member (
            cluster text not null, address text not null, port integer not null, generation integer not null, silo text not null,
            host text not null, status integer not null, gateway integer, suspects text, started timestamptz not null,
            alive timestamptz not null, primary key (cluster, address, port, generation));
        create table if not exists grain_state (
            service text not null, kind text not null, high bigint not null, low bigint not null, name text not null,
            version integer not null, content bytea, primary key (service, kind, high, low, name));
        create table if not exists reminder (
            service text not null, grain text not null, name text not null, hash integer not null, starts timestamptz not null,
            period bigint not null, version integer not null, primary key (service, grain, name));
        create index if not exists reminder_by_hash on reminder (service, hash);
        """;

    private const string Member = "cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation";

    private const string State = "service = @ServiceId and kind = @GrainTypeString and high = @GrainIdN0 and low = @GrainIdN1"
        + " and name = coalesce(@GrainIdExtensionString, '')";

    private const string Members = """
        select g.cluster as DeploymentId, m.address as Address, m.port as Port, m.generation as Generation, m.silo as SiloName,
            m.host as HostName, m.status as Status, m.gateway as ProxyPort, m.suspects as SuspectTimes, m.started as StartTime,
            m.alive as IAmAliveTime, g.version as Version
        from membership g left join member m on m.cluster = g.cluster
        """;

    private const string Reminders =
        "select grain as GrainId, name as ReminderName, starts as StartTime, period as Period, version as Version from reminder"
        + " where service = @ServiceId";

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["InsertMembershipVersionKey"] = """
            with made as (insert into membership values (@DeploymentId, 0) on conflict do nothing returning 1)
            select count(*)::integer from made
            """,
        // Nobody joins or changes by an old view: all goes with the version of the whole, or nothing does.
        ["InsertMembershipKey"] = $"""
            with counted as (
                update membership set version = version + 1 where cluster = @DeploymentId and version = @Version
                    and not exists (select 1 from member where {Member})
                returning 1),
            made as (
                insert into member
                select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, null, @StartTime,
                    @IAmAliveTime from counted
                returning 1)
            select count(*)::integer from made
            """,
        ["UpdateMembershipKey"] = $"""
            with counted as (
                update membership set version = version + 1 where cluster = @DeploymentId and version = @Version
                    and exists (select 1 from member where {Member})
                returning 1),
            changed as (
                update member set status = @Status, suspects = @SuspectTimes, alive = @IAmAliveTime
                where {Member} and exists (select 1 from counted)
                returning 1)
            select count(*)::integer from changed
            """,
        ["UpdateIAmAlivetimeKey"] = $"update member set alive = @IAmAliveTime where {Member}",
        ["MembershipReadRowKey"] = $"""
            {Members} and m.address = @Address and m.port = @Port and m.generation = @Generation where g.cluster = @DeploymentId
            """,
        ["MembershipReadAllKey"] = $"{Members} where g.cluster = @DeploymentId",
        ["DeleteMembershipTableEntriesKey"] = """
            with gone as (delete from member where cluster = @DeploymentId returning 1)
            delete from membership where cluster = @DeploymentId
            """,
        ["CleanupDefunctSiloEntriesKey"] =
            "delete from member where cluster = @DeploymentId and alive < @IAmAliveTime and status <> 3",
        ["GatewaysQueryKey"] = """
            select address as Address, gateway as ProxyPort, generation as Generation from member
            where cluster = @DeploymentId and status = @Status and gateway > 0
            """,
        ["ReadFromStorageKey"] = $"""
            select content as PayloadBinary, null::text as PayloadXml, null::text as PayloadJson, version as Version
            from grain_state where {State}
            """,
        // The version that comes back is the one that was given: somebody else wrote meanwhile.
        ["WriteToStorageKey"] = $"""
            with changed as (
                update grain_state set content = @PayloadBinary, version = version + 1 where {State} and version = @GrainStateVersion
                returning version),
            made as (
                insert into grain_state
                select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), 1, @PayloadBinary
                where @GrainStateVersion::integer is null
                on conflict do nothing
                returning version)
            select coalesce((select version from changed), (select version from made), @GrainStateVersion::integer) as NewGrainStateVersion
            """,
        ["ClearStorageKey"] = $"""
            update grain_state set content = null, version = version + 1 where {State} and version = @GrainStateVersion
            returning version as NewGrainStateVersion
            """,
        ["DeleteStorageKey"] = $"""
            delete from grain_state where {State} and version = @GrainStateVersion returning version + 1 as NewGrainStateVersion
            """,
        ["UpsertReminderRowKey"] = """
            insert into reminder values (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period::bigint, 0)
            on conflict (service, grain, name) do update
            set hash = excluded.hash, starts = excluded.starts, period = excluded.period, version = reminder.version + 1
            returning version as Version
            """,
        ["ReadReminderRowsKey"] = $"{Reminders} and grain = @GrainId",
        ["ReadReminderRowKey"] = $"{Reminders} and grain = @GrainId and name = @ReminderName",
        ["ReadRangeRows1Key"] = $"{Reminders} and hash > @BeginHash and hash <= @EndHash",
        ["ReadRangeRows2Key"] = $"{Reminders} and (hash > @BeginHash or hash <= @EndHash)",
        ["DeleteReminderRowKey"] = """
            with gone as (
                delete from reminder where service = @ServiceId and grain = @GrainId and name = @ReminderName and version = @Version
                returning 1)
            select count(*)::integer from gone
            """,
        ["DeleteReminderRowsKey"] = "delete from reminder where service = @ServiceId",
    };
}
