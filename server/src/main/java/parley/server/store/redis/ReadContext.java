package parley.server.store.redis;

/**
 * What all reads of a node share.
 *
 * @param nodeId this node's id
 * @param dataSet the data set
 * @param nodes who lives
 * @param members this node's member counts
 * @param damage where damaged records are told
 */
record ReadContext(String nodeId, DataSet dataSet, NodeView nodes, MemberCounts members, DamageReport damage) {

    String dataSetId() {
        return dataSet.id();
    }
}
